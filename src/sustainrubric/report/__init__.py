"""The report of one file."""
