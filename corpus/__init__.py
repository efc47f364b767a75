"""What a text is and what is known about it: types and errors, standard library only."""
