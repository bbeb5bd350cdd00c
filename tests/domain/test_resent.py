"""Edits sent again to a restored HQ: whoever had seen a value replaces it, and nobody else does."""

from itertools import permutations
from typing import Any

import pytest

from organizer_app.domain.merge import Edit, Meta, merge
from organizer_app.domain.resent import Resent

OLD = "g1"


def again(writer: str, base: int, was: str, taken: int, *, over: tuple[str, ...] = ()) -> Edit:
    """An edit of g1 that a restored HQ, whose backup was at revision 1, gets again."""
    return Edit(
        writer, min(base, 1), 10 * taken, Resent(OLD, base, {"notes": was}, {OLD: taken} if taken else {}, over)
    )


def sent(*edits: tuple[Edit, str]) -> tuple[str, list[Any]]:
    """What stands after edits in this order, and the clashes."""
    doc: dict[str, Any] = {"notes": "backup"}
    meta: Meta = {"*": [1, "hq", 0]}
    clashes = []
    for number, (edit, value) in enumerate(edits):
        clashes += merge(doc, meta, {"notes": value}, rev=100 + number, edit=edit, policies={}).clashes
    return doc["notes"], clashes


MORNING = again("a", 1, "backup", 2, over=("notes",)), "morning"
NOON = again("a", 2, "morning", 3), "noon"
EVENING = again("b", 3, "noon", 4), "evening"
NIGHT = again("b", 4, "evening", 5), "night"


@pytest.mark.parametrize(
    "order", [o for o in permutations(range(4)) if o.index(0) < o.index(1) and o.index(2) < o.index(3)]
)
def test_a_day_of_two_laptops_comes_back_in_any_order(order: tuple[int, ...]) -> None:
    day = MORNING, NOON, EVENING, NIGHT
    assert sent(*(day[n] for n in order)) == ("night", [])


def test_a_value_that_its_editor_had_not_seen_conflicts() -> None:
    other = again("b", 1, "backup", 0), "not knowing"
    for edits in ((NOON, other), (other, NOON)):
        assert len(sent(*edits)[1]) == 1


def test_what_hq_had_not_taken_is_not_past_though_its_value_was_replaced() -> None:
    replaced = again("b", 2, "present", 3), "late"
    unsent = again("c", 1, "backup", 0), "present"
    assert len(sent(replaced, unsent)[1]) == 1


def test_an_equal_value_that_was_set_later_is_not_past() -> None:
    replaced = again("b", 2, "present", 3), "late"
    later = again("c", 3, "late", 4), "present"
    newer = Edit("d", 100, 99), "excused"  # made since the restore, by somebody who had seen only "late"
    assert sent(replaced, newer, later)[1]


def test_an_edit_made_since_hands_on_what_was_replaced() -> None:
    newer = Edit("b", 100, 99), "later"
    assert sent(EVENING, newer, NOON) == ("later", [])


def test_marks_hold_no_value() -> None:
    doc: dict[str, Any] = {"notes": "backup"}
    meta: Meta = {"*": [1, "hq", 0]}
    merge(doc, meta, {"notes": "evening"}, rev=2, edit=EVENING[0], policies={})
    assert "noon" not in str(meta)
