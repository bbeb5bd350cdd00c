"""What is chosen from in the forms of camps: places, people, wings, posts."""

from functools import partial

from organizer_app.domain.members import OFFICES, MemberRow, office_name
from organizer_app.domain.words import translate as _
from organizer_app.services import members_list, wings
from ui.shared.field import Option
from ui.shared.records import Records

MOST = 30


def find_people(records: Records, text: str) -> list[Option]:
    """People of the roster by name, phone or village; on the database thread."""
    if not text.strip():
        return []
    numbers = records.now(partial(members_list.search, query=text, limit=MOST))
    return [Option(row.id, row.name, _about(row)) for row in records.now(partial(members_list.rows, numbers=numbers))]


def _about(row: MemberRow) -> str:
    return ", ".join(filter(None, (row.guardian, row.area_name, row.block_name)))


def wing_options(records: Records) -> list[Option]:
    """Any wing, then each; on the database thread."""
    return [Option(None, _("Any wing")), *(Option(wing.id, wing.name) for wing in records.now(wings.rows))]


def post_options() -> list[Option]:
    """Any post, then each office."""
    return [Option("", _("Any post")), *(Option(code, office_name(code)) for code in OFFICES)]
