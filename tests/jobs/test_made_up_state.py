"""The made-up state in a data folder: everybody in, placed, to be found, to be sent; the truth beside it."""

import csv
import secrets
from pathlib import Path

from sqlalchemy import func, select

from organizer_app.db.store import Store
from organizer_app.domain.made_up_state import entries
from organizer_app.jobs import data_folder, made_up_state
from organizer_app.models import Area, Consent, Member, Outbox
from organizer_app.services import members_list

COUNT = 600


def test_everybody_is_in_and_can_be_found(tmp_path: Path) -> None:
    created = data_folder.create(tmp_path / "data", passphrase=secrets.token_hex(4), use_keyring=False)
    store: Store = created.store
    made = made_up_state.make(store, members=COUNT, seed=2, beside=tmp_path / "state")
    expected = {e.card: e for e in entries(COUNT, 2, pairs=[])}
    with store.reading() as session:
        rows = {m.card_no: m for m in session.scalars(select(Member))}
        levels = dict(session.execute(select(Area.id, Area.level)).all())
        assert rows.keys() == expected.keys()
        assert all(rows[c].name == e.name and rows[c].birth_year == e.birth_year for c, e in expected.items())
        assert {levels[m.area_id or b""] for m in rows.values()} == {"booth", "block"}
        assert {m.bucket for m in rows.values()} == {"D339"}
        assert all(m.sort_key and m.search_keys for m in rows.values())
        one = next(m for m in rows.values() if m.phones)
        found = members_list.rows(
            session, numbers=members_list.search(session, query=one.phones[0]["number"].removeprefix("+91"))
        )
        assert one.id in {r.id for r in found}
        agreed = session.scalar(select(func.count()).select_from(Consent))
        assert agreed == sum(e.agreed for e in expected.values())
        sent = session.scalar(select(func.count()).select_from(Outbox).where(Outbox.tbl == "members"))
        assert sent == COUNT
    store.close()
    with made.truth.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    assert len(pairs) == made.pairs >= COUNT // 25
    assert all(p["first"] in rows and p["second"] in rows and p["kind"] for p in pairs)
    assert made.roster.read_text(encoding="utf-8-sig").count("\n") == COUNT + 1
