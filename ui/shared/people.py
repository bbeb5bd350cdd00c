"""Finding people of the roster in a form."""

from collections.abc import Sequence
from functools import partial

from organizer_app.services import members_list
from ui.shared.field import Option
from ui.shared.records import Records

MOST = 30


def find_people(records: Records, text: str) -> Sequence[Option]:
    """People of the roster by name, phone or village; on the database thread."""
    if not text.strip():
        return ()
    numbers = records.now(partial(members_list.search, query=text, limit=MOST))
    rows = records.now(partial(members_list.rows, numbers=numbers))
    return [Option(r.id, r.name, ", ".join(filter(None, (r.guardian, r.area_name, r.office)))) for r in rows]
