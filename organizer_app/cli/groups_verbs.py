"""All verbs of groups: those of each module are there once it was imported."""

from organizer_app.cli import groups_files
from organizer_app.cli.groups import groups

__all__ = ["groups", "groups_files"]
