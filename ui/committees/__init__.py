"""Office bearers: the committee of a place, its vacant seats, and where an office is vacant."""
