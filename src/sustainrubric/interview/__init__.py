"""Questions, answers and the engine of an interview; no terminal, no file."""
