"""HTTP operations, one resource a file."""
