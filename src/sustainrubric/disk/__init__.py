"""The only modules that open a file or start git."""
