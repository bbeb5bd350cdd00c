"""What an exchange costs: the same however many people are on the laptop, counted in steps of SQLite's machine."""

from collections.abc import Callable
from typing import Any

import pytest

from organizer_app.models import Member
from organizer_app.sync.shapes import SHAPES
from organizer_app.wire.protocol import Answer, Exchange
from tests.sync.laptop import B, Laptop, answer, live, member, ok, rid, row

CHANGES = 20
STEP = 10  # of the machine, for one call of the counter


def steps(laptop: Laptop, work: Callable[[], Any]) -> int:
    """How many tens of SQLite's instructions a piece of work takes."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    laptop.raw.set_progress_handler(count, STEP)
    work()
    laptop.raw.set_progress_handler(None, STEP)
    return counted


def district(people: int) -> Laptop:
    """A laptop with so many people from HQ, as many without a place, and as many changes that HQ has."""
    laptop = Laptop()
    rows = [live(n + 1, rid(str(n)), 1, member(name=f"नाम {n}")) for n in range(people)]
    laptop.apply(answer(rows))
    for n in range(people):
        laptop.add(rid(f"local {n}"), bucket="local")
        laptop.edit(rid(str(n)), notes="an earlier change")
    ops = laptop.ask(max_ops=people).ops
    laptop.apply(answer(start={B: people}, res=[ok(2) for _ in ops], cur={B: people}))
    laptop.raw.execute("ANALYZE")
    return laptop


def exchange_of_some_changes(laptop: Laptop) -> tuple[Exchange, Answer]:
    for n in range(CHANGES):
        laptop.edit(rid(str(n)), place="Kanke")
    request = laptop.ask()
    assert len(request.ops) == CHANGES
    reached = request.cur[B]
    rows = [row(reached + n + 1, rid(str(n)), 3, "same") for n in range(CHANGES)]
    return request, answer(rows, start=request.cur, res=[ok(3) for _ in rows])


@pytest.mark.parametrize("part", ["ask", "apply"])
def test_sending_some_changes_costs_the_same_among_few_and_many(part: str) -> None:
    taken = []
    for people in (60, 1500):
        laptop = district(people)
        request, said = exchange_of_some_changes(laptop)

        def work(laptop: Laptop = laptop, request: Exchange = request, said: Answer = said) -> None:
            if part == "ask":
                laptop.ask()
            else:
                laptop.apply(said, request)

        taken.append(steps(laptop, work))
    assert taken[0] > 10
    assert taken[1] <= 1.2 * taken[0], taken


def test_what_is_derived_after_a_pull_is_what_writing_derives() -> None:
    fields = {"name": "राम लाल महतो", "guardian": "शिव महतो", "name_other": "Ram", "area_id": rid("area").hex()}
    laptop = Laptop()
    laptop.apply(answer([live(1, rid("ram"), 1, member(**fields))]))
    written = Member(**(fields | {"area_id": rid("area")}))  # type: ignore[arg-type]  # columns by name
    written.derive()
    derived = SHAPES["members"].derived
    assert {"sort_key", "search_keys"} <= set(derived)
    pulled = laptop.one(f"SELECT {', '.join(derived)} FROM members")
    assert pulled == tuple(getattr(written, name) for name in derived)
