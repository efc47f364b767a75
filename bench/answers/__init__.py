"""Calibrates which sentences answer, and when to say that nothing was found."""
