"""Trains the Dutch sentence embedders."""
