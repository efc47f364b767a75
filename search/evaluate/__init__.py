"""How good searching, answering and labelling are, measured on what people know to be right."""
