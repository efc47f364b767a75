"""One page, or one group of pages, a file."""
