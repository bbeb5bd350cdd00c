"""The step to schema 4 keeps the camps that are there, with their index, and asks no district for them."""

import secrets
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select, text

from organizer_app.db import migrate as module
from organizer_app.db.connect import DATABASE, connect
from organizer_app.db.migrate import SCRIPTS
from organizer_app.db.store import Store
from organizer_app.models import Camp

KEY = secrets.token_bytes(32)


def test_camps_stay_as_they_were(tmp_path: Path) -> None:
    before, path = tmp_path / "before", tmp_path / DATABASE
    shutil.copytree(SCRIPTS, before, ignore=shutil.ignore_patterns("__pycache__", "v000[4-9]*", "v001*"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_make_triggers", lambda _connection: None)  # they are of this program's tables
        module.migrate(path, KEY, backups=tmp_path / "backups", scripts=before, head="0003")
    raw = connect(path, KEY)
    raw.execute(
        "INSERT INTO camps (id, bucket, title, kind, level, area_id, venue, link, from_on, to_on, status, notes, "
        "created_at, created_by, changed_at, changed_by, parent_id) VALUES "
        "(x'01', 'D339', 'Training', 'training', 'block', x'02', 'Hall', '', '2026-12-01', '2026-12-02', 'held', 'n', "
        "5, 'Asha', 6, 'Birsa', x'03')"
    )
    raw.close()
    store = Store(tmp_path, KEY)
    with store.reading() as session:
        camp = session.scalars(select(Camp)).one()
        index = session.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'ix_camps_from'"))
        left = session.scalar(text("SELECT count(*) FROM sqlite_master WHERE name LIKE 'camps_%before%'"))
    store.close()
    assert (camp.title, camp.bucket, camp.status, camp.parent_id) == ("Training", "D339", "held", b"\3")
    assert (camp.notes, camp.changed_by) == ("n", "Birsa")
    assert (camp.districts, camp.host, camp.copy_of) == ({}, "", None)
    assert index == "CREATE INDEX ix_camps_from ON camps (from_on)"
    assert left == 0
