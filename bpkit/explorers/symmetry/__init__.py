"""The symmetry explorer: one training run as a value, view, words, and the wiring."""
