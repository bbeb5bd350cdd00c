"""python -m organizer_app.cli, and what the bundle starts."""

from organizer_app.cli.main import main

main()
