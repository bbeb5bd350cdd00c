"""The desk copy: everyone twice, in the order of digits and of names, nobody clipped."""

from dataclasses import replace

import pytest

from organizer_app.printing import desk_copy
from tests.printing.camp_values import LONG_NAME, ORGANISATION, camp, clipped, lines_of, pages_of, people, sheet


@pytest.mark.parametrize("language", ["hi", "en"])
def test_everyone_is_found_by_digits_and_by_name(language: str) -> None:
    pdf = desk_copy.pdf(sheet(187), ORGANISATION, language=language, printed_at="14-12-2026 08:10")
    pages = pages_of(pdf)
    text = " ".join(pages)
    for person in people(187):
        if person.last_four:
            assert f" {person.last_four} " in text
    assert text.count("Mahendra Yadav") == sum(1 + bool(p.last_four) for p in people(187) if p.name == "Mahendra Yadav")
    assert len(pages) == 5
    assert not clipped(pdf)


def test_digits_stand_in_order_each_with_its_serial() -> None:
    lines = lines_of(desk_copy.pdf(sheet(30), ORGANISATION))
    having = sorted((p for p in people(30) if p.last_four), key=lambda p: p.last_four)
    found = [line for line in lines if line[:4].isdigit()]
    assert [line[:4] for line in found] == [p.last_four for p in having]
    assert [line.split()[-1] for line in found] == [str(p.serial) for p in having]


def test_names_stand_in_order_with_their_initial() -> None:
    lines = lines_of(desk_copy.pdf(sheet(10), ORGANISATION, language="en"))
    by_name = lines[lines.index("Initial Name Block Page No.") + 1 :]
    starts = [line.split()[0] for line in by_name if line.split()[0] in {"M", "S", "T", "ओ", "च", "ध", "ब", "श"}]
    assert starts == ["M", "S", "T", "ओ", "च", "ध", "ब", "श"]
    names = sorted(p.name for p in people(10) if p.name != LONG_NAME)
    places = [next(at for at, line in enumerate(by_name) if name in line) for name in names]
    assert places == sorted(places)


def test_people_without_digits_are_counted_and_still_found_by_name() -> None:
    pages = pages_of(desk_copy.pdf(sheet(10), ORGANISATION, language="en"))
    assert "1 person without digits: look by name" in pages[0]
    assert "श्रीकान्त राम कँवर" not in pages[0]
    assert "श्रीकान्त राम कँवर" in pages[1]


def test_a_long_name_is_whole() -> None:
    text = " ".join(pages_of(desk_copy.pdf(sheet(10), ORGANISATION)))
    assert LONG_NAME in text


def test_an_empty_list_says_so() -> None:
    assert "Nobody is on this list yet." in pages_of(desk_copy.pdf(sheet(0), ORGANISATION, language="en"))[0]


def test_the_same_list_gives_the_same_bytes() -> None:
    assert desk_copy.pdf(sheet(40), ORGANISATION) == desk_copy.pdf(sheet(40), ORGANISATION)


@pytest.mark.parametrize(("state", "word"), [("20", "प्रखंड"), ("22", "विकासखंड"), ("", "ब्लॉक")])
def test_a_block_is_called_as_the_camps_state_calls_it(state: str, word: str) -> None:
    pdf = desk_copy.pdf(replace(sheet(5), camp=camp(state_code=state)), ORGANISATION)
    assert f"अंक नाम {word} पृष्ठ" in " ".join(lines_of(pdf))
    assert not clipped(pdf)


def test_a_camp_above_a_district_names_districts() -> None:
    pdf = desk_copy.pdf(replace(sheet(5), camp=camp(level="lok_sabha")), ORGANISATION)
    assert "अंक नाम जिला पृष्ठ" in " ".join(lines_of(pdf))
