"""The LEA-process worksheet: inventory, check, edit, its questions, views and exports; pure."""
