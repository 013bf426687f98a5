"""The sweep explorer: a row a quantity, the model, its view, words and ledger, and the wiring."""
