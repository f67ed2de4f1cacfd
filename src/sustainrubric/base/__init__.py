"""What every room may use: errors, text, numbers, escaping, the model base, problems and their codes."""
