"""Whatever makes or changes a user's file: new, rate, the sessions, marks."""
