"""One command a file, named as typed."""
