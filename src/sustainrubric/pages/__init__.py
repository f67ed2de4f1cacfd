"""The machinery of any page: templates, frame, palette, pictures, small shared parts."""
