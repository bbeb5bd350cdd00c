"""A list of people on paper."""

import re

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.people_lists import Line, PeopleList
from organizer_app.printing import people_list
from tests.printing.camp_values import LONG_NAME, ORGANISATION, clipped, pages_of

COLUMNS = ("name", "guardian", "place", "office", "phone")


def made(count: int, *, columns: tuple[str, ...] = COLUMNS, groups: int = 0, title: str = "बूथ अध्यक्ष") -> PeopleList:
    """So many people with cells of every column, one of them with a very long name."""
    cells = {
        **{"name": ("", "Sita Devi"), "guardian": ("राम लाल", "पिता"), "place": ("हरिपुर", "विद्यालय 4 · कांके")},
        **{"office": ("महासचिव", "कांके"), "phone": ("••••••5678", ""), "status": ("सदस्य", "")},
        **{"card_no": ("0012", ""), "signature": ("", ""), "remark": ("", "")},
    }
    lines = []
    for number in range(count):
        name = LONG_NAME if number == 3 else f"सीता देवी {number + 1}"
        own = cells | {"name": (name, "Sita Devi")}
        group = f"खंड {number * groups // count + 1}" if groups else ""
        lines.append(Line(tuple(own[column] for column in columns), group))
    return PeopleList(
        title, columns, tuple(lines), "कांके · पद: अध्यक्ष", f"{count} लोग · 22 नवंबर 2026", "केवल संगठन के काम के लिए"
    )


@pytest.mark.parametrize("language", ["hi", "en"])
def test_everybody_is_there_once_under_headings_on_every_page(language: str) -> None:
    pdf = people_list.pdf(made(90), ORGANISATION, language=language, printed_at="22.11.2026")
    pages = pages_of(pdf)
    assert len(pages) == 4
    heading, counted = ("पिता या पति", "पृष्ठ {} / {}") if language == "hi" else ("Father or husband", "Page {} of {}")
    assert all(heading in page and "बूथ अध्यक्ष" in page and "केवल संगठन के काम के लिए" in page for page in pages)
    assert ["कांके · पद: अध्यक्ष" in page for page in pages] == [True, False, False, False]
    text = " ".join(pages)
    found = [int(n) for n in re.findall(r"सीता देवी (\d+)", text)]
    assert sorted(found) == [n for n in range(1, 91) if n != 4]
    assert all(word in text for word in LONG_NAME.split())
    assert counted.split("{}")[0].strip() in pages[0]
    assert not clipped(pdf)


def test_groups_stand_together_and_their_heading_is_never_alone() -> None:
    pages = pages_of(people_list.pdf(made(120, groups=6), ORGANISATION))
    for page in pages:
        words = page.split()
        assert "खंड" in words
    for number in range(1, 7):
        first = next(page for page in pages if f"खंड {number}" in page)
        after = first[first.index(f"खंड {number}") :]
        assert "सीता" in after or LONG_NAME.split()[0] in after


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.integers(1, 40)), max_size=6), st.floats(0, 60))
def test_no_page_holds_more_than_fits_and_none_ends_with_a_heading(groups: list[tuple[str, int]], taken: float) -> None:
    lines = [Line((), group) for group, count in groups for _row in range(count)]
    room, row = 600.0, people_list._ROW
    pages = people_list._pages(lines, room, taken, row)
    assert [line for page in pages for _number, line, _group in page if line is not None] == lines
    assert [n for page in pages for n, line, _group in page if line is not None] == list(range(1, len(lines) + 1))
    for number, page in enumerate(pages):
        used = sum(row if line is not None else people_list._BAND for _number, line, _group in page)
        assert used <= room - (0 if number else taken) + 1e-6
        for _number, line, group in page[-1:]:
            assert line is not None, group
        if page and page[0][1] is not None:
            assert page[0][1].group == ""


@pytest.mark.parametrize(
    ("columns", "across"),
    [(COLUMNS, False), ((*COLUMNS, "signature"), True), (("name", "place", "signature"), False), (("name",), False)],
)
def test_many_columns_turn_the_page(columns: tuple[str, ...], across: bool) -> None:
    pdf = people_list.pdf(made(40, columns=columns), ORGANISATION)
    document = pypdfium2.PdfDocument(pdf)
    width, height = document[0].get_size()
    document.close()
    assert (width > height) == across
    assert not clipped(pdf)


def test_a_list_of_nobody_says_so() -> None:
    assert "Nobody is on this list." in pages_of(people_list.pdf(made(0), ORGANISATION, language="en"))[0]


def test_same_bytes() -> None:
    assert people_list.pdf(made(30), ORGANISATION) == people_list.pdf(made(30), ORGANISATION)
