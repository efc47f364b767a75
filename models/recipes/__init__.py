"""How the models that ship were made."""
