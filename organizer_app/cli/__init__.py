"""organizer-cli: every verb without a window. Parse, call one service or job, print."""

from organizer_app.cli.main import main

__all__ = ["main"]
