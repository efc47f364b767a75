"""Fits what each feature of the second stage weighs, on our own questions."""
