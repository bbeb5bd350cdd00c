"""Numbers that a role does not see are seen nowhere; numbers that go on paper are in the log."""

from collections.abc import Iterator

import pytest

from organizer_app.domain import roles
from organizer_app.jobs import papers
from organizer_app.services import audit, conflict_entries, record_words
from tests.services.world import World

PHONES = [
    {"number": "+919812345678", "kind": "mobile", "problem": ""},
    {"number": "", "problem": "letters", "raw": "x"},
]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    roles.use_role(roles.ORGANISER)


def test_a_conflict_about_numbers_shows_them_by_role(world: World) -> None:
    def shown() -> tuple[str, str]:
        with world.store.reading() as session:
            entry = conflict_entries.entry(session, "members", "phones", PHONES)
            assert entry is not None
            return record_words.text(session, "members", "phones", PHONES), entry.start

    assert shown() == ("98123 45678, x", "98123 45678, x")
    roles.use_role("operator")
    assert shown() == ("98••• ••678, x", ""), "nothing masked may be saved as a number"


def test_paper_with_whole_numbers_is_in_the_log(world: World) -> None:
    camp = world.frozen(people=10)
    for mask, wanted in ((True, []), (False, [("print", 10)])):
        made = papers.make(world.store, papers.Order(camp, "desk", language="en", mask_phones=mask))
        papers.record(world.store, made)
        assert [(line.act, line.people) for line in world.read(audit.lines)] == wanted
    masked = papers.make(world.store, papers.Order(camp, "agenda", language="en", mask_phones=False))
    assert masked.numbers == 0
