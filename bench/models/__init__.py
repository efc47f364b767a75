"""Measures the language models."""
