"""Learned parts behind small protocols: Dutch words and sentences, and the embedder."""
