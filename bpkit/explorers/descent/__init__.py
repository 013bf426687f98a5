"""The descent explorer: model, pairs and fate (values), view, words, and the wiring."""
