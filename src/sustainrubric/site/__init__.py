"""The site of a folder."""
