"""All verbs of camps."""

from organizer_app.cli.camps import camps
from organizer_app.cli.camps_day import close, reopen

camps.add_command(close)
camps.add_command(reopen)

__all__ = ["camps"]
