"""What keeps the records: one SQLite file with its search index, corrections and care."""
