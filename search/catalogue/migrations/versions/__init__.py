"""One file a step; add one with ``op`` alone, never with the tables of ``schema.py``, which move on."""
