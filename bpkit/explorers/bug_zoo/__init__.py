"""The bug zoo explorer: model (values), view, words, and the wiring."""
