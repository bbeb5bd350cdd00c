"""Tests of the attendance page."""
