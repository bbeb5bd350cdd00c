"""The districts' numbers on a state's laptop: the silent first, and only where there is more than one district."""

import json
from collections.abc import Callable

from PySide6.QtWidgets import QApplication
from sqlalchemy import insert, select, update

from organizer_app.domain.areas import area_id
from organizer_app.domain.clock import now_ms
from organizer_app.domain.rollups import Cell
from organizer_app.models import Area, Rollup, SyncState
from tests.conftest import District
from tests.ui.sync import made
from tests.ui.sync.conftest import Open
from tests.ui.sync.test_conflicts import window_of
from tests.ui.walk import every_look, problems
from ui.shared.charts import Chart
from ui.shared.charts_tree import Tree
from ui.sync.districts import BARS, SHOWABLE, TILES, TREE, Districts

DAY = 86_400_000
COUNTS = {
    "people": 24_312,
    "bearers": 612,
    "blocks": 18,
    "blocks_reached": 17,
    "booths": 1_914,
    "booths_reached": 1_206,
}
HELD = {"booths_reached": 1_206, "camps": 3, "invited": 480, "came": 391, "days_open": 2}
SENT = {"339": 0, "341": 1, "345": 9, "346": 4}  # district -> days ago


def state_laptop(district: District, *also: str) -> None:
    """The laptop holds what these districts and more shared; the latter have sent nothing."""
    made.join(district, waiting=False)
    held = json.dumps([f"D{code}:up" for code in (*SENT, *also)])
    with district.store.transaction("test") as session:
        session.execute(update(SyncState).where(SyncState.k == "buckets").values(v=held))
        for number, (code, ago) in enumerate(SENT.items(), start=1):
            at = now_ms() - ago * DAY
            for measure, value in (COUNTS | (HELD if number % 2 else {})).items():
                cell, bucket = Cell(area_id("district", code), measure), f"D{code}:up"
                stamps = {"as_of": at, "created_at": at, "created_by": "", "changed_at": at, "changed_by": ""}
                found = {"measure": measure, "value": value // number, "area_id": cell.area, "bucket": bucket}
                session.execute(insert(Rollup).values(id=cell.record_id(bucket), **found, **stamps))
        block = session.scalars(select(Area.id).where(Area.level == "block", Area.name_en == "Angara")).one()
        cell, stamps = Cell(block, "booths_reached"), {k: now_ms() for k in ("as_of", "created_at", "changed_at")}
        found = {"measure": cell.measure, "value": 40, "area_id": block, "bucket": "D339:up"}
        by = {"created_by": "", "changed_by": ""}
        session.execute(insert(Rollup).values(id=cell.record_id("D339:up"), **found, **stamps, **by))


def test_the_silent_first_with_when_they_were_heard_of(open_page: Open, district: District) -> None:
    state_laptop(district, "999")
    page = open_page()
    table = page.districts.table
    rows = [[c.cell(table.rows.value(row)) for c in table.rows.columns] for row in range(table.rows.rowCount())]
    assert [(cells[0].text, cells[0].tone) for cells in rows[:1]] == [("999", "warn")]
    assert rows[0][0].below == "Nothing came yet"
    assert {cell.text for cell in rows[0][1:]} == {"–"}
    assert [cells[0].tone for cells in rows] == ["warn"] * 3 + [""] * 2
    assert sorted(cells[0].below.split()[0] for cells in rows[3:]) == ["today", "yesterday"]
    today = next(cells for cells in rows if cells[0].below.startswith("today"))
    assert [cell.text for cell in today[1:]] == ["24,312", "612", "17 of 18", "1,206 of 1,914", "3", "391", "2"]
    assert page.districts._silent.text() == "3 silent"


def test_a_district_laptop_has_no_such_card(open_page: Open, district: District, rest: Callable[[], None]) -> None:
    made.join(district, waiting=False)
    page = open_page()
    assert page.districts.isHidden()
    assert not page.districts.children()  # a card that does not show costs nothing
    with district.store.transaction("test") as session:
        session.execute(update(SyncState).where(SyncState.k == "buckets").values(v='["D339:up", "D341:up"]'))
    page.refresh()
    rest()
    assert page.districts.isVisible()


def test_the_same_numbers_as_tiles_bars_and_tree(open_page: Open, district: District, rest: Callable[[], None]) -> None:
    state_laptop(district, "340")
    page = open_page()
    card = page.districts
    tiles = {spot.key: spot.words for spot in _chart(card, TILES).spots()}
    assert len(tiles) == 5
    assert tiles["339"] == "Ranchi: 24,312"
    assert tiles["340"].endswith("nothing came yet")
    names = [spot.key for spot in _chart(card, BARS).spots()]
    assert names[0] == "Ranchi"
    assert len(names) == 4  # of the silent one nothing is known
    card.measure.setCurrentIndex(SHOWABLE.index("booths_reached"))
    assert card.bars.spots()[0].words == "Ranchi: 1,206 of 1,914"
    tree = _chart(card, TREE)
    assert isinstance(tree, Tree)
    tree.fold("339", is_open=True)
    assert [spot.words for spot in tree.spots()[2:4]] == ["Ranchi: 1,206, 1 place in it, open", "Angara: 40"]
    card.measure.setCurrentIndex(SHOWABLE.index("camps"))
    assert "Ranchi: 3" in [spot.words for spot in tree.spots()]  # camps are not counted by block
    state = page.state()
    page.districts.next_view()
    page.districts.measure.setCurrentIndex(0)
    assert card.table.isVisible()
    page.restore(state)
    page.refresh()
    rest()
    assert (card.tree.isVisible(), card.measure.currentText()) == (True, "Camps held")


def _chart(card: Districts, view: str) -> Chart:
    while card.views.chosen() != view:
        card.next_view()
    charts: dict[str, Chart] = {TILES: card.tiles, BARS: card.bars, TREE: card.tree}
    assert charts[view].isVisible()
    return charts[view]


def test_charts_fit_in_every_look(open_page: Open, district: District, qapp: QApplication) -> None:
    state_laptop(district, "340", "342", "343")
    page = open_page()
    _chart(page.districts, TREE)
    window = window_of(page)
    found = [f"{look}: {p}" for look in every_look(window, qapp, "sync") for p in problems(window.page("sync"))]
    assert found == []


def test_it_fits_in_every_look(open_page: Open, district: District, qapp: QApplication) -> None:
    state_laptop(district, "340", "342", "343", "344", "347", "348")
    page = open_page()
    window = window_of(page)
    found = [f"{look}: {p}" for look in every_look(window, qapp, "sync") for p in problems(window.page("sync"))]
    assert found == []
