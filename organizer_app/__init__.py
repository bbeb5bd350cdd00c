"""Field Organizer: roster, camps, paper and attendance for a district, offline."""

__version__ = "0.1.0"
