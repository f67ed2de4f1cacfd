"""Forms for people without a terminal, and tables for whoever analyses many files."""
