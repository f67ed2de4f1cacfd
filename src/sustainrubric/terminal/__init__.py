"""Streams, tables, prompts, the editor, interrupts, how a question looks."""
