"""The slope explorer: model (values), view (a picture), words, and the wiring."""
