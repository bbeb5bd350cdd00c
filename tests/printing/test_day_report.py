"""The day's report: counts, and each page that does not agree named with its reason."""

import pytest

from organizer_app.domain.sheets import DayReport, PageCount, SessionCount
from organizer_app.printing import day_report
from tests.printing.camp_values import DAYS, ORGANISATION, camp, clipped, lines_of, pages_of


def page(number: int, *, returned: bool = True, counted: int | None = 22, marked: int = 22) -> PageCount:
    serials = f"{number * 25 - 24}–{number * 25}"
    return PageCount("2A", number, 8, "उद्घाटन सत्र", returned, counted, marked, serials)


def report(*pages: PageCount, **changes: object) -> DayReport:
    session = camp().sessions[0]
    values: dict[str, object] = {
        "camp": camp(),
        "day": DAYS[0],
        "invited": 1187,
        "came": 171,
        "walk_ins": 12,
        "sessions": (SessionCount(session, 150, 4, 20, 3, 10, 12),),
        "pages": pages,
        "closed_at": "14-12-2026 18:05",
        "closed_by": "रमेश नेताम",
        "by_block": (("डोंगरगढ़", 30, 25), ("", 12, 9)),
        **changes,
    }
    return DayReport(**values)  # type: ignore[arg-type]  # the names above are the fields


@pytest.mark.parametrize(("language", "closed"), [("hi", "को रमेश नेताम ने बंद किया"), ("en", "by रमेश नेताम")])
def test_counts_and_who_closed(language: str, closed: str) -> None:
    pdf = day_report.pdf(report(page(1), page(2)), ORGANISATION, language=language)
    text = " ".join(pages_of(pdf))
    for words in ("1,187", "171", "डोंगरगढ़", "उद्घाटन सत्र", "10:00 – 11:30", "14-12-2026 18:05", closed):
        assert words in text
    assert not clipped(pdf)


def test_pages_that_do_not_agree_are_named() -> None:
    pages = (page(1), page(3, counted=23), page(7, returned=False, counted=None), page(8, counted=None))
    pdf = day_report.pdf(report(*pages), ORGANISATION, language="en")
    text = " ".join(pages_of(pdf))
    assert "Sheet 2A, page 3, उद्घाटन सत्र: 23 signatures, 22 marks (serials 51–75)." in text
    assert "Sheet 2A, page 7, उद्घाटन सत्र: the page has not come back (serials 151–175)." in text
    assert "Sheet 2A, page 8, उद्घाटन सत्र: signatures are not counted yet (serials 176–200)." in text
    assert "Sheet 2A, page 1," not in text
    assert any(line.endswith("51–75 23 22 +1") for line in lines_of(pdf))


def test_agreement_is_said() -> None:
    text = " ".join(pages_of(day_report.pdf(report(page(1), page(2)), ORGANISATION, language="en")))
    assert "All 2 pages agree" in text


def test_totals_by_block_and_unknown_blocks() -> None:
    lines = lines_of(day_report.pdf(report(page(1)), ORGANISATION, language="en"))
    assert "Block not known 12 9" in lines
    assert "Total 42 34" in lines


def test_an_open_day_and_a_reopened_one_say_so() -> None:
    pdf = day_report.pdf(report(page(1), closed_at="", reopened="पृष्ठ 3 दोबारा गिना"), ORGANISATION, language="en")
    text = pages_of(pdf)[0]
    assert "Not closed yet" in text
    assert "Opened again: पृष्ठ 3 दोबारा गिना" in text


def test_a_day_without_anything_says_so() -> None:
    pdf = day_report.pdf(report(sessions=(), by_block=()), ORGANISATION, language="en")
    text = " ".join(pages_of(pdf))
    assert "No session was planned for this day." in text
    assert "No sheet was printed for this day." in text


def test_a_table_over_two_pages_repeats_its_head() -> None:
    pages = pages_of(day_report.pdf(report(*(page(1 + at % 8) for at in range(60))), ORGANISATION, language="en"))
    assert len(pages) > 1
    assert all("Came back" in text for text in pages[:2])


def test_same_bytes() -> None:
    assert day_report.pdf(report(page(1)), ORGANISATION) == day_report.pdf(report(page(1)), ORGANISATION)


@pytest.mark.parametrize(("state", "word"), [("20", "प्रखंड"), ("22", "विकासखंड"), ("", "ब्लॉक")])
def test_a_block_is_called_as_the_camps_state_calls_it(state: str, word: str) -> None:
    pdf = day_report.pdf(report(camp=camp(state_code=state)), ORGANISATION, language="en")
    text = " ".join(pages_of(pdf))
    assert f"By block {word}वार" in text
    assert "Block not known" in text
    pdf = day_report.pdf(report(camp=camp(state_code=state)), ORGANISATION, language="hi")
    text = " ".join(pages_of(pdf))
    assert f"{word}वार By block {word}" in text
    assert f"{word} ज्ञात नहीं" in text
    assert not clipped(pdf)


def test_a_camp_above_a_district_is_told_by_district() -> None:
    text = " ".join(pages_of(day_report.pdf(report(camp=camp(level="division")), ORGANISATION, language="en")))
    assert "By district" in text
    assert "District not known" in text
    assert "Block" not in text
