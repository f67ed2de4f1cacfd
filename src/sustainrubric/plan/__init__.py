"""The register of actions, the shortlist, the calendar."""
