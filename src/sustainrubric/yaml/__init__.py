"""Text to data and back: the reader with places, edits in place, the canonical layout."""
