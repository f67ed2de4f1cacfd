"""Checking one file and many; problems as text, github, sarif, junit."""
