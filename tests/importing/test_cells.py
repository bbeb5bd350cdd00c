from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.imports import Cell
from organizer_app.importing.cells import birth_year, gender_of, is_total, relation_of, split_guardian, strip_relation


@pytest.mark.parametrize(
    ("cell", "age", "born"),
    [
        ("45", True, 1981), ("४५", False, 1981), (45.0, False, 1981), ("45 वर्ष", False, 1981), ("1978", False, 1978),
        (1978, True, 1978), ("12/05/1978", False, 1978), ("5-8-78", False, 1978), ("5.8.05", False, 2005),
        ("12-May-1990", False, 1990), ("19901231", False, 1990), (date(1980, 1, 2), False, 1980),
        (datetime(1980, 1, 2, 3), False, 1980), ("1980-01-02", False, 1980),
        ("7", False, None), ("7", True, 2019), ("2", True, None), ("2026", False, None), ("1850", False, None),
        ("9876543210", False, None), ("x", False, None), (True, False, None), (time(1), False, None),
        (float("nan"), False, None), (1e300, False, None), ("99/99/9999", False, None),
    ],
)  # fmt: skip
def test_birth_year(cell: Cell, age: bool, born: int | None) -> None:
    assert birth_year(cell, year=2026, age=age) == born


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates(), st.booleans()), st.booleans())
def test_birth_year_is_possible_or_none(cell: Cell, age: bool) -> None:
    born = birth_year(cell, year=2026, age=age)
    assert born is None or 1916 <= born <= 2021


@pytest.mark.parametrize(
    ("text", "gender"),
    [("M", "male"), ("पुरुष", "male"), ("पु0", "male"), ("पु.", "male"), ("Female", "female"), ("महिला", "female"),
     ("म०", "female"), ("अन्य", "other"), ("?", ""), ("", ""), ("yes", "")],
)  # fmt: skip
def test_gender(text: str, gender: str) -> None:
    assert gender_of(text) == gender


@pytest.mark.parametrize(
    "text", ["कुल", "योग", "कुल योग", "Total", "Grand Total", "TOTAL: 25", "कुल सदस्य 45", "महायोग", "योग :"]
)
def test_totals(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", ["कुलदीप", "योगेंद्र", "Totaram", "कुल बहादुर", "योग राज", "Kul", ""])
def test_names_that_begin_like_totals(text: str) -> None:
    assert not is_total(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ram Kumar S/o Shyam Lal", ("Ram Kumar", "father", "Shyam Lal")),
        ("Sita Devi W/O. Ramesh", ("Sita Devi", "husband", "Ramesh")),
        ("सीता देवी पत्नी रमेश महतो", ("सीता देवी", "husband", "रमेश महतो")),
        ("सीता देवी पति - रमेश", ("सीता देवी", "husband", "रमेश")),
        ("राम पुत्र श्याम", ("राम", "father", "श्याम")),
        ("राम (पिता- श्याम लाल)", ("राम", "father", "श्याम लाल")),
        ("पवित्रा देवी", ("पवित्रा देवी", "", "")),
        ("Prasad Osso", ("Prasad Osso", "", "")),
    ],
)
def test_a_guardian_behind_the_name(text: str, parts: tuple[str, str, str]) -> None:
    assert split_guardian(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [("S/o Shyam Lal", ("father", "Shyam Lal")), ("पति- रमेश", ("husband", "रमेश")),
     ("पिता का नाम: श्याम", ("father", "श्याम")),
     ("C/O Mohan", ("guardian", "Mohan")), ("Shyam Lal", ("", "Shyam Lal")), ("पतिराम", ("", "पतिराम"))],
)  # fmt: skip
def test_a_relation_before_the_guardian(text: str, parts: tuple[str, str]) -> None:
    assert strip_relation(text) == parts


@pytest.mark.parametrize(
    ("text", "code"),
    [("पिता", "father"), ("Husband", "husband"), ("पति", "husband"), ("माता", "mother"), ("S/O", "father"), ("x", "")],
)
def test_relation(text: str, code: str) -> None:
    assert relation_of(text) == code
