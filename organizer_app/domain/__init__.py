"""Nouns and rules that need no database: standard library and small pure libraries only."""
