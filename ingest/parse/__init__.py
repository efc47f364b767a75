"""One parser a format; `parse` chooses by what the bytes are."""
