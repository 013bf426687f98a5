"""The training explorer: model and settings (values), view, words, and the wiring."""
