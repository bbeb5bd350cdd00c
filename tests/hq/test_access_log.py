"""HQ only adds to the log of who looked at whose data, whatever program a laptop runs."""

from typing import Any

import pytest

from organizer_app.domain.erased_words import SIGN
from organizer_app.hq.access_log import ADDED_ONLY
from organizer_app.models import Audit, sent_columns
from organizer_app.wire.protocol import Result
from tests.hq.world import ASHA, BALU, KHUNTI, RANCHI, START, World

LINE = {
    **{"at": START, "by": "Asha", "device": "A", "act": "export", "subject": BALU, "people": 1},
    **{"fields": "name phones", "reason": "Hari asked"},
}
REJECTED = Result("rejected", None, False, ADDED_ONLY)


@pytest.fixture
def kept(world: World) -> World:
    """HQ has one line, made by Ranchi."""
    assert world["ranchi"].edits(ASHA, LINE, tbl="audit") == Result("ok", 1, True)
    return world


def test_every_field_of_a_line_stays(kept: World) -> None:
    other: dict[str, Any] = {"at": 1, "people": 0, "subject": None, "archived_at": START}
    names = [name for name in sent_columns(Audit.__table__) if name in LINE or name == "archived_at"]  # type: ignore[arg-type]  # a mapped class's table is a FromClause to mypy
    assert {*LINE, "archived_at"} == set(names)
    for laptop in ("ranchi", "ranchi2"):
        for name in names:
            assert kept[laptop].edits(ASHA, {name: other.get(name, "")}, tbl="audit", base=1) == REJECTED, name
        assert kept[laptop].edits(ASHA, LINE | {"reason": "another"}, tbl="audit") == REJECTED
    assert kept.doc(ASHA, "audit") == LINE
    assert kept.heads(ASHA, "audit")[RANCHI].rev == 1


def test_a_line_is_neither_erased_nor_moved(kept: World) -> None:
    kept.grant("ranchi", KHUNTI)
    laptop = kept["ranchi"]
    assert laptop.edits(ASHA, tbl="audit", kind="erase", base=1) == REJECTED
    assert laptop.edits(ASHA, LINE, tbl="audit", bucket=KHUNTI, base=1) == REJECTED
    assert laptop.edits(BALU, tbl="audit", kind="erase") == REJECTED
    assert laptop.edits(BALU, LINE, tbl="audit") == Result("ok", 1, True), "what was never there is not kept away"
    assert set(kept.heads(ASHA, "audit")) == {RANCHI}
    assert kept.doc(ASHA, "audit") == LINE


def test_in_one_request_the_line_stays_as_it_was_made(world: World) -> None:
    laptop = world["ranchi"]
    first, second = laptop.op(ASHA, LINE, tbl="audit"), laptop.op(ASHA, {"reason": ""}, tbl="audit")
    assert laptop.does(first, second) == [Result("ok", 1, True), REJECTED]
    assert world.doc(ASHA, "audit") == LINE


def test_the_same_line_once_more_is_taken(kept: World) -> None:
    assert kept["ranchi2"].edits(ASHA, LINE, tbl="audit").status == "ok"
    assert kept.doc(ASHA, "audit") == LINE


def test_an_erased_name_is_taken_out(kept: World) -> None:
    taken = kept["ranchi"].edits(ASHA, {"reason": f"{SIGN} asked"}, tbl="audit", base=1)
    assert taken == Result("ok", 2, True)
    assert kept.doc(ASHA, "audit") == LINE | {"reason": f"{SIGN} asked"}
    assert kept["ranchi"].edits(ASHA, {"act": SIGN}, tbl="audit", base=2) == REJECTED
    assert kept["ranchi2"].edits(ASHA, {"reason": "Hari asked"}, tbl="audit", base=1) == REJECTED


def test_a_word_of_a_later_program_is_its_own(kept: World) -> None:
    assert kept["ranchi"].edits(ASHA, {"screen": "2"}, tbl="audit", base=1) == Result("ok", 2, True)
    assert kept.doc(ASHA, "audit") == LINE | {"screen": "2"}
