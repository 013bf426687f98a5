"""The explorer of this folder: model (values), view (a picture moved to a model), words, and the wiring."""
