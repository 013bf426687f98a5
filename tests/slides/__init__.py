"""The lessons as slides: which cell begins one, what fits on a screen, and the pages."""
