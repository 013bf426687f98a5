"""The explorer of this folder: model (values), view (a picture), words, and the wiring."""
