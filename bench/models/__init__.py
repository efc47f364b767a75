"""Measures the language models."""

# as the product sets it, before numpy is there: threads that spin would be measured with the rest
import api  # noqa: F401
