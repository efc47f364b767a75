"""Requests that nobody would think of, sent to a running service."""
