"""Rounds compared: diff, trend, history, carrying over."""
