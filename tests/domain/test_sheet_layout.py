"""Layout version 1: the numbers of the paper-loop page, and nothing on top of anything else."""

from itertools import combinations, pairwise

import pytest

from organizer_app.domain import sheet_layout as geometry
from organizer_app.domain.sheet_layout import Cell, Mark, layout
from organizer_app.domain.sheets import ROWS_LANDSCAPE, ROWS_PORTRAIT

ALL = [1, 2, 3, 4]


def edges(mark: Mark) -> Cell:
    return Cell(mark.x - mark.width / 2, mark.y - mark.height / 2, mark.x + mark.width / 2, mark.y + mark.height / 2)


def grown(cell: Cell, by: float) -> Cell:
    return Cell(cell.left - by, cell.top - by, cell.right + by, cell.bottom + by)


def apart(one: Cell, other: Cell) -> bool:
    e = 1e-9
    return (
        one.right <= other.left + e
        or other.right <= one.left + e
        or one.bottom <= other.top + e
        or other.bottom <= one.top + e
    )


@pytest.mark.parametrize("sessions", ALL)
def test_marks_codes_and_boxes_keep_clear_of_one_another(sessions: int) -> None:
    places = layout(sessions)
    quiet = geometry.QR_QUIET * geometry.QR_MODULE
    codes = [grown(places.qr(corner), quiet) for corner in "AB"]
    squares = [grown(Cell(x, y, x, y), geometry.CORNER / 2) for x, y in places.corners()]
    marks = [edges(m) for line in (*places.side_marks(), *places.edge_marks()) for m in line]
    table = Cell(places.left, geometry.TABLE_TOP, places.right, places.body_bottom)
    for one, other in combinations([*codes, *squares, *marks], 2):
        assert apart(one, other), (one, other)
    for one in [*codes, *squares, *marks]:
        assert apart(one, table), one
        assert min(one.left, one.top) >= 5
        assert one.right <= places.width - 5
        assert one.bottom <= places.height - 3


@pytest.mark.parametrize("sessions", ALL)
def test_boxes_lie_inside_their_cells_with_white_around_them(sessions: int) -> None:
    places = layout(sessions)
    reach = geometry.BOX / 2 + geometry.BOX_LINE / 2
    for row in range(places.rows):
        for session in range(sessions):
            x, y = places.box(row, session)
            cell = places.signature(row, session)
            assert places.session_left(session) + 1.5 < x - reach
            assert x + reach + 1.5 < cell.left
            assert cell.top + 1 < y - reach
            assert y + reach + 1 < cell.bottom
            assert cell.right - cell.left >= 24
    assert places.signature(0, sessions - 1).right == pytest.approx(places.right)


@pytest.mark.parametrize(("sessions", "rows"), [(1, ROWS_PORTRAIT), (2, 25), (3, ROWS_LANDSCAPE), (4, 16)])
def test_rows_and_turning(sessions: int, rows: int) -> None:
    places = layout(sessions)
    assert places.rows == rows
    assert places.row_height == 8.4
    assert places.landscape == (sessions > 2)


@pytest.mark.parametrize("sessions", ALL)
def test_side_marks_tell_their_row(sessions: int) -> None:
    left, right = layout(sessions).side_marks()
    wide = [mark.width == geometry.MARK_WIDE for mark in left]
    assert [mark.width == geometry.MARK_WIDE for mark in right] == [not w for w in wide]
    windows = [tuple(wide[i : i + 5]) for i in range(len(wide) - 4)]
    assert len(set(windows)) == len(windows)
    assert all(a != b for a, b in pairwise(windows))


@pytest.mark.parametrize("sessions", ALL)
def test_marks_above_and_below_about_every_22_mm(sessions: int) -> None:
    for line in layout(sessions).edge_marks():
        steps = [b.x - a.x for a, b in pairwise(line)]
        assert all(20 <= step <= 24 or step == pytest.approx(2 * min(steps)) for step in steps)
        assert len(line) >= 7


def test_the_numbers_of_layout_1_never_change() -> None:
    portrait, wide = layout(2), layout(4)
    assert portrait.corners() == ((12, 12), (198, 12), (12, 285), (198, 285))
    assert [round(v, 3) for v in portrait.box(0, 0)] == [131.5, 48.8]
    assert [round(v, 3) for v in portrait.box(24, 1)] == [166.0, 250.4]
    assert [round(v, 3) for v in wide.box(15, 3)] == [250.75, 174.8]
    assert [round(v, 3) for v in portrait.qr("A")] == [174.4, 9.0, 191.2, 25.8]
    assert [round(v, 3) for v in portrait.qr("B")] == [18.8, 271.0, 35.6, 287.8]
    assert [round(v, 3) for v in wide.qr("B")] == [18.8, 186.8, 35.6, 203.6]


@pytest.mark.parametrize("sessions", ALL)
def test_legal_keeps_the_rows_and_has_no_marks(sessions: int) -> None:
    a4, legal = layout(sessions), layout(sessions, "legal")
    assert legal.rows == a4.rows
    assert legal.row_height >= 8.3
    assert not legal.marked
    assert legal.totals_bottom < legal.height - 25


@pytest.mark.parametrize(("sessions", "version"), [(0, 1), (5, 1), (2, 2)])
def test_what_was_never_printed_is_refused(sessions: int, version: int) -> None:
    with pytest.raises(ValueError, match=str(sessions)):
        layout(sessions, version=version)
