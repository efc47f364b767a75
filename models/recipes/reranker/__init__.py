"""Trains the reranker that ships."""
