"""Which pages there are, and how fast."""
