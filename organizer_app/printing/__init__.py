"""Frozen values to PDF bytes. Knows no database."""
