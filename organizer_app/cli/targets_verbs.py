"""All verbs of goals: those of each module are there once it was imported."""

from organizer_app.cli import targets_honest
from organizer_app.cli.targets import targets

__all__ = ["targets", "targets_honest"]
