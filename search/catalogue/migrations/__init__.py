"""Steps from one form of the tables to the next; ``opening.py`` takes them."""
