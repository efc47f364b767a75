"""How fast searching and answering are, on collections of any size, beside plain engines."""
