"""The notice of a change: what it was and what it is now."""

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.sheets import Change
from organizer_app.printing import change_notice
from tests.printing.camp_values import ORGANISATION, VENUE, camp, clipped, pages_of

NEW = "शासकीय उच्चतर माध्यमिक विद्यालय, तिल्दा"


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize(
    ("what", "english"), [("venue", "The venue has changed"), ("trainer", "The trainer has changed")]
)
def test_before_and_now(language: str, what: str, english: str) -> None:
    pdf = change_notice.pdf(Change(what, VENUE, NEW), camp(), ORGANISATION, language=language)
    (page,) = pages_of(pdf)
    for words in (english, VENUE, NEW, camp().title):
        assert words in page
    assert not clipped(pdf)


def test_another_change_is_refused() -> None:
    with pytest.raises(RuleBroken, match="venue or a trainer"):
        change_notice.pdf(Change("weather", "", ""), camp(), ORGANISATION)


def test_same_bytes() -> None:
    change = Change("venue", VENUE, NEW)
    assert change_notice.pdf(change, camp(), ORGANISATION) == change_notice.pdf(change, camp(), ORGANISATION)
