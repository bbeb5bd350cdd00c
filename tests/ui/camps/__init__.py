"""Tests of the camps page."""
