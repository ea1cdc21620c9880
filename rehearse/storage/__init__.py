"""What is kept: one SQLite file, and the ways to write and read it."""
