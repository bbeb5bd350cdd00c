"""Two laptops mark the same camp at once and sync with one HQ: what both entered is one record, what they disagree
about is shown to both, and the day closes with paper and database in agreement.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from organizer_app.jobs import data_folder, joining, sync
from organizer_app.models import Attendance
from organizer_app.services import attendance, conflicts, day_closes, sheets
from tests.services.world import DAY, Template, World
from tests.sync.online import RANCHI, Online, dump, online

PEOPLE = 10


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


@pytest.fixture
def asha(hq: Online, tmp_path: Path) -> Iterator[World]:
    """The laptop that has the people."""
    (tmp_path / "asha").mkdir()
    made = Template(tmp_path / "asha").fresh()
    joining.join(made.store, code=hq.site.code(*RANCHI), address=hq.url, device="asha")
    yield made
    made.store.close()


@pytest.fixture
def birsa(hq: Online) -> World:
    """The one that joins afterwards."""
    store = hq.laptop("birsa")
    data_folder.load_areas(store, path=data_folder.pack_path("jharkhand"))
    return World(store)


def settle(*laptops: World) -> None:
    """All sync until nobody has anything more."""
    quiet = 0
    while quiet < len(laptops):
        for laptop in laptops:
            done = sync.run(laptop.store)
            assert (done.error, done.refused) == ("", 0)
            quiet = 0 if done.sent or done.received else quiet + 1


def mark(laptop: World, camp: bytes, serials: range, as_: str, number: int = 1) -> None:
    laptop.do(attendance.mark, session_id=laptop.session(camp, number), serials=serials, as_=as_)


def test_both_mark_at_once_and_the_day_closes(asha: World, birsa: World) -> None:
    camp = asha.frozen(people=PEOPLE)
    settle(asha, birsa)
    assert dump(asha.store, "D339%") == dump(birsa.store, "D339%")

    # Two desks, no line: Asha has 1 to 6, Birsa 3 to 9. They agree about 4 to 6, and not about 3.
    mark(asha, camp, range(1, 7), "present")
    mark(birsa, camp, range(3, 4), "absent")
    mark(birsa, camp, range(4, 10), "present")
    mark(birsa, camp, range(1, PEOPLE + 1), "present", number=2)
    settle(asha, birsa)
    assert dump(asha.store, "D339%") == dump(birsa.store, "D339%")
    of = asha.session(camp)
    marked = select(func.count()).select_from(Attendance).where(Attendance.session_id == of)
    for laptop in (asha, birsa):
        assert laptop.read(lambda session: session.scalar(marked)) == 9, "double entry is one record"
        (record,) = laptop.read(conflicts.listing)
        (disputed,) = record.conflicts
        assert disputed.field == "mark"
        assert {side.text for side in (disputed.kept, disputed.lost)} == {"present", "absent"}

    # Both look at the paper: number 3 had signed. Whoever decides, both have it.
    stands = asha.marks(camp)[3]
    birsa.do(conflicts.resolve, id=disputed.id, choice=conflicts.KEPT if stands == "present" else conflicts.LOST)
    asha.do(attendance.mark_rest, session_id=of)
    settle(birsa, asha)
    for laptop in (asha, birsa):
        assert laptop.read(conflicts.listing) == ()
        assert laptop.marks(camp) == {**dict.fromkeys(range(1, 10), "present"), 10: "absent"}

    # The page is back, says one laptop, and counted, says the other; the day closes without a difference, on both.
    sheet = asha.sheet(camp)
    (page,) = {p.page for p in asha.read(day_closes.report, camp=camp, day=DAY).pages}
    asha.do(sheets.record_return, sheet=sheet, page=page, day=DAY.isoformat())
    settle(asha, birsa)
    birsa.do(sheets.record_count, sheet=sheet, page=page, session_id=of, signed=9)
    birsa.do(sheets.record_count, sheet=sheet, page=page, session_id=birsa.session(camp, 2), signed=PEOPLE)
    settle(birsa, asha)
    closed = asha.do(day_closes.close, camp=camp, day=DAY)
    settle(asha, birsa)
    seen = birsa.read(day_closes.report, camp=camp, day=DAY)
    assert day_closes.differences(closed) == day_closes.differences(seen) == []
    assert [s.present for s in seen.sessions] == [s.present for s in closed.sessions] == [9, PEOPLE]
    assert dump(asha.store, "D339%") == dump(birsa.store, "D339%")
