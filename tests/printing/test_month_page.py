"""The month's camps on paper: every camp on its days, both languages, nothing clipped, one page whatever the month."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from organizer_app.domain.camps import Camp, Session
from organizer_app.printing import month_page
from tests.printing.camp_values import LONG_NAME, ORGANISATION, clipped, pages_of

FIRST = date(2026, 12, 1)
CAMP = Camp(
    id=b"c" * 16, kind="training", title="कार्यकर्ता प्रशिक्षण शिविर", level="block", area_id=b"a" * 16, area_name="कांके",
    venue="पंचायत भवन", from_on=date(2026, 12, 14), to_on=date(2026, 12, 15), status="planned",
    sessions=(Session(b"s" * 16, date(2026, 12, 14), "10:45", "12:00", ""),),
)  # fmt: skip


def on(day: date, title: str) -> Camp:
    return replace(CAMP, title=title, from_on=day, to_on=day, sessions=(Session(b"s" * 16, day, "09:30", "", ""),))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("hi", ("दिसंबर 2026", "महीने के शिविर", "रांची · 1 शिविर", "सोमवार", "10:45 कार्यकर्ता प्रशिक्षण शिविर", "पंचायत भवन")),
        ("en", ("December 2026", "Camps of the month", "1 camp", "Monday", "10:45 कार्यकर्ता प्रशिक्षण शिविर")),
    ],
)
def test_a_month(language: str, words: tuple[str, ...]) -> None:
    pdf = month_page.pdf(FIRST, [CAMP], ORGANISATION, area="रांची", language=language)
    (page,) = pages_of(pdf)
    assert [word for word in words if word not in page] == []
    assert page.count("कार्यकर्ता प्रशिक्षण शिविर") == 2, "on each of its days"
    assert not clipped(pdf)


def test_a_full_month_says_how_many_more_there_are() -> None:
    august = date(2026, 8, 1)  # six weeks
    many = [on(august, f"Camp {n}") for n in range(9)] + [on(august + timedelta(30), LONG_NAME)]
    pdf = month_page.pdf(august, many, ORGANISATION, language="en")
    (page,) = pages_of(pdf)
    shown = sum(f"09:30 Camp {n}" in page for n in range(9))
    assert 3 < shown < 9
    assert f"+{9 - shown} more" in page
    assert not clipped(pdf)


def test_a_month_without_camps_says_so() -> None:
    (page,) = pages_of(month_page.pdf(FIRST, [], ORGANISATION, language="en"))
    assert "No camp is planned in this month." in page
