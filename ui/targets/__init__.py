"""Targets: how far a place is with a drive, the goals of places, and the drives themselves."""
