"""The files an agency keeps: their models, loading, finding, settings, schemas."""
