"""The cost explorer: model, growth and timing (values), view, words, and the wiring."""
