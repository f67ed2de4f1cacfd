"""An assessment: score, check, edit, its questions, views and exports; pure."""
