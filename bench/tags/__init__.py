"""How well passages are tagged, and the fitting of the few weights that tagging has."""
