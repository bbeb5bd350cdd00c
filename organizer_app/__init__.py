"""Field Organizer: roster, camps, paper and attendance for a district, offline."""

__version__ = "0.1.0"

from organizer_app.late import put_off

put_off()  # before anything imports SQLAlchemy
