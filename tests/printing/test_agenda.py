"""The programme poster: every session by day, on plain pages where one is not enough."""

from dataclasses import replace
from datetime import timedelta

import pytest

from organizer_app.printing import agenda
from tests.printing.camp_values import DAYS, ORGANISATION, VENUE, camp, clipped, lines_of, ordered, pages_of


@pytest.mark.parametrize(("language", "days"), [("hi", ("दिन 1", "दिन 2")), ("en", ("Day 1", "Day 2"))])
def test_every_session_stands_under_its_day(language: str, days: tuple[str, str]) -> None:
    pdf = agenda.pdf(camp(), ORGANISATION, language=language)
    (page,) = pages_of(pdf)
    for words in (VENUE, *days, "10:00 – 11:30", "उद्घाटन सत्र", "श्रीमती विद्या ठाकुर, Ramesh Netam", "14:00 – 15:30"):
        assert words in page
    assert ordered(" ".join(lines_of(pdf)), "10:00 – 11:30", "11:45 – 13:15", "10:00 – 12:00", "14:00 – 15:30")
    assert not clipped(pdf)


def test_many_sessions_go_on_to_further_pages_and_none_is_lost() -> None:
    base = camp().sessions[1]
    sessions = tuple(
        replace(base, day=DAYS[0] + timedelta(days=at // 7), starts=f"{8 + at % 7:02d}:{at:02d}") for at in range(28)
    )
    pages = pages_of(agenda.pdf(camp(sessions=sessions), ORGANISATION, language="en"))
    text = " ".join(pages)
    assert len(pages) > 1
    assert all(session.starts in text for session in sessions)
    assert "Day 4" in text
    assert f"Page 2 of {len(pages)}" in pages[1]


def test_a_long_title_is_whole() -> None:
    title = "विधानसभा क्षेत्र स्तरीय सोशल मीडिया एवं बूथ प्रबंधन कार्यकर्ता प्रशिक्षण शिविर एवं समन्वय बैठक"
    pdf = agenda.pdf(camp(title=title), ORGANISATION)
    assert title in pages_of(pdf)[0]


def test_no_sessions_says_so() -> None:
    page = pages_of(agenda.pdf(camp(sessions=()), ORGANISATION, language="en"))[0]
    assert "No session is planned yet." in page


def test_same_bytes() -> None:
    assert agenda.pdf(camp(), ORGANISATION) == agenda.pdf(camp(), ORGANISATION)
