"""All verbs of the roster."""

from organizer_app.cli.members import members
from organizer_app.cli.members_duplicates import COMMANDS as DUPLICATES
from organizer_app.cli.members_erase import erase
from organizer_app.cli.members_export import export, print_
from organizer_app.cli.members_moves import COMMANDS as MOVES
from organizer_app.cli.members_rights import COMMANDS as RIGHTS
from organizer_app.cli.members_set import set_

for command in (erase, export, print_, set_, *MOVES, *DUPLICATES, *RIGHTS):
    members.add_command(command)

__all__ = ["members"]
