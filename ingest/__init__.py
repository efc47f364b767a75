"""The write path: from a file's bytes to passages with vectors; it stores nothing itself."""
