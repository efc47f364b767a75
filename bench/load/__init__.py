"""Many readers at once, during an ingest."""
