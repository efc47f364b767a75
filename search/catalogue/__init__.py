"""The catalogue: what is stored, and the truth that both indexes follow."""
