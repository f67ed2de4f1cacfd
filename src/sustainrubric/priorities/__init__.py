"""Goals, targets, theory of action; pure."""
