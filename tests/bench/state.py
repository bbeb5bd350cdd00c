"""A made-up state's people in a database, and nothing that search does not need: no phones, no changes to send."""

from collections.abc import Callable
from itertools import islice
from random import Random

from organizer_app.db.derived import bulk_statements
from organizer_app.db.store import Store
from organizer_app.domain.areas import PACKS, area_id, state_bucket
from organizer_app.domain.ids import id_text
from organizer_app.domain.made_up_places import wing_names
from organizer_app.domain.made_up_state import entries
from organizer_app.domain.made_up_state_places import districts, state_lines
from organizer_app.jobs import made_up, made_up_state
from organizer_app.jobs.members_insert import MEMBER_COLUMNS, insert
from organizer_app.services import areas
from organizer_app.services.wings import wing_id

AT_ONCE = 20_000


def _any_id(random: Random) -> bytes:
    return random.randbytes(16)


def fill(store: Store, people: int, *, seed: int = 1, new_id: Callable[[Random], bytes] = _any_id) -> bytes:
    """Puts so many people into an empty data folder; gives the home district's id."""
    home = made_up.prepare(store)
    with store.applying() as session:
        lines = state_lines(made_up.PACK, districts(made_up.PACK, people))
        areas.load(session, lines=lines, bucket=state_bucket(PACKS[made_up.PACK]))
    wings = {code: id_text(wing_id(code)) for code in wing_names()}
    found, random, stamp = entries(people, seed, pack=made_up.PACK, pairs=[]), Random(seed), ("D339", 0, "", 0, "")
    with store.bulk() as raw, store.turn():
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE capture SET applying = 1, bulk = 1")
        while part := list(islice(found, AT_ONCE)):
            (before,) = raw.execute("SELECT coalesce(max(n), 0) FROM members").fetchone()
            rows = []
            for entry in part:
                area = area_id("booth", entry.booth) if entry.booth else area_id("block", entry.block)
                rows.append((bytearray(new_id(random)), *stamp, *made_up_state._member(entry, area, wings)))
            insert(raw, "members", MEMBER_COLUMNS, rows)
            for statement in (one for one in bulk_statements() if "member_search" in one):
                raw.execute(statement, {"after": before, "upto": before + len(rows)})
        raw.execute("UPDATE capture SET applying = 0, bulk = 0")
        raw.execute("COMMIT")
    return home
