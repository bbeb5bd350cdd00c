"""The day's pages to type into are the report's pages, whatever versions of the list went round."""

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.services import attendance, camps, day_closes, day_pages, invitations, sheets
from tests.services.world import DAY, DISTRICT, NEXT_DAY, World


def test_every_page_with_its_sessions(world: World) -> None:
    camp = world.frozen(people=30, days=(DAY, NEXT_DAY), sessions=1)
    first, second = (world.session(camp, n) for n in (1, 2))
    world.do(attendance.mark, session_id=first, serials=[1, 2, 27], as_="present")
    sheet = world.sheet(camp)
    world.do(sheets.record_return, sheet=sheet, page=1, day=DAY.isoformat())
    world.do(sheets.record_count, sheet=sheet, page=1, session_id=first, signed=2)
    table = world.read(day_pages.table, camp=camp, day=DAY)
    assert [(p.sheet, p.name, p.page, p.pages, p.rows, p.returned) for p in table.pages] == [
        (sheet, "1A", 1, 2, 25, True),
        (sheet, "1A", 2, 2, 25, False),
    ]
    assert [p.serials for p in table.pages] == ["1-25", "26-50"], "30 people and the spare rows of the second page"
    assert [{s: (c.counted, c.marked) for s, c in p.cells.items()} for p in table.pages] == [
        {first: (2, 2)},
        {first: (None, 1)},
    ]
    other = world.read(day_pages.table, camp=camp, day=NEXT_DAY)
    assert [list(p.cells) for p in other.pages] == [[second], [second]]
    assert not any(p.returned for p in other.pages)
    assert list(table.differences) == day_closes.differences(table.report)


def test_pages_of_two_versions_are_the_reports(world: World) -> None:
    camp = world.frozen(people=26, sessions=2)
    old = world.sheet(camp)
    morning, afternoon = (world.session(camp, n) for n in (1, 2))
    world.do(sheets.record_count, sheet=old, page=1, session_id=morning, signed=0)
    world.do(invitations.invite, camp=camp, area=DISTRICT, wanted=2)
    world.do(sheets.freeze, camp=camp)
    table = world.read(day_pages.table, camp=camp, day=DAY)
    cells = {(s, p.name, p.page) for p in table.pages for s in p.cells}
    titles = {s.id: s.title for s in world.read(camps.sessions, camp=camp)}
    assert {(titles[s], name, page) for s, name, page in cells} == {
        (c.session, c.sheet, c.page) for c in table.report.pages
    }
    assert (morning, "1A", 1) in cells
    assert (afternoon, "1A", 1) not in cells, "the afternoon is signed on the newest version"


def test_all_pages_come_back_at_once_and_only_once(world: World) -> None:
    camp = world.frozen(people=30, sessions=1)
    world.do(sheets.record_return, sheet=world.sheet(camp), page=2, day=DAY.isoformat())
    assert world.do(day_pages.return_all, camp=camp, day=DAY) == 1
    assert all(p.returned for p in world.read(day_pages.table, camp=camp, day=DAY).pages)
    assert world.do(day_pages.return_all, camp=camp, day=DAY) == 0
    world.do(day_closes.close, camp=camp, day=DAY, despite="a test")
    with pytest.raises(RuleBroken, match="No session"):
        world.read(day_pages.table, camp=camp, day=NEXT_DAY)
