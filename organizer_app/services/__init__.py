"""Verbs in one transaction: f(session, *, ...) -> value; one file per feature."""
