import math
import re
import string
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from organizer_app.domain import phones
from organizer_app.domain.phones import Phone, last_four, masked, problem_text, read, spoken
from organizer_app.domain.words import in_language

GOOD = "+919812345678"


def numbers(cell: object) -> list[str]:
    return [p.number or p.problem for p in read(cell)]


@pytest.mark.parametrize(
    "cell",
    [
        "9812345678", " 98123 45678 ", "98123-45678", "981-234-5678", "+91 98123 45678", "+91-9812345678",
        "0091 9812345678",
        "919812345678", "09812345678", "+91 098123 45678", "0919812345678", "(+91) 98123.45678", "९८१२३४५६७८",
        "９８１２３４５６７８", "＋91 9812345678", "98123–45678", "98123\u00a045678", "\u200e+91 98123 45678\u202c",
        "'9812345678", "9812345678.0", "9812345678.00", "9,812,345,678", "9,81,23,45,678", 9812345678, 9812345678.0,
        919812345678.0, "Mob. 9812345678", "Mob9812345678", "M: 98123 45678", "मो. ९८१२३४५६७८", "मोबाइल 9812345678",
        "9812345678 (WhatsApp)", "9812345678 Sita Devi", "9812345678 (पिता)", "- 9812345678", "9812345678 /",
        "no. 9812345678",
    ],
)  # fmt: skip
def test_mobile_numbers_as_files_have_them(cell: object) -> None:
    (phone,) = read(cell)
    assert (phone.number, phone.kind, phone.problem) == (GOOD, "mobile", "")
    assert phone.raw == str(cell if not isinstance(cell, float) else int(cell))


@pytest.mark.parametrize(
    "cell",
    [
        "9812345678/9912345679", "9812345678, 9912345679", "9812345678;9912345679", "9812345678 & 9912345679",
        "9812345678\n9912345679", "9812345678 and 9912345679", "9812345678 और 9912345679", "9812345678 9912345679",
        "+91 9812345678 / 099123 45679", "9812345678 AND 9912345679", "9812345678.0, 9912345679.0",
        "9812345678। 9912345679",
        "राम 9812345678, सीता 9912345679", "9812345678 / 9912345679 / 9812345678",
    ],
)  # fmt: skip
def test_two_numbers_in_one_cell(cell: str) -> None:
    assert numbers(cell) == [GOOD, "+919912345679"]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0651-2345678", "+916512345678"),  # Ranchi: no mobile range
        ("06512345678", "+916512345678"),
        ("651 2345678", "+916512345678"),
        ("0657 2425678", "+916572425678"),
        ("06542-234567", "+916542234567"),
        ("011-23456789", "+911123456789"),
        ("+91 11 2345 6789", "+911123456789"),
        ("0771-2345678", "+917712345678"),  # Raipur: also a mobile range
        ("(0771) 2345678", "+917712345678"),
        ("771-2345678", "+917712345678"),
        ("+91-771-2345678", "+917712345678"),
    ],
)
def test_landlines_are_kept_as_landlines(cell: str, number: str) -> None:
    (phone,) = read(cell)
    assert (phone.number, phone.kind, phone.problem) == (number, "landline", "")


def test_a_bare_number_in_a_range_of_both_is_a_mobile() -> None:
    assert [(p.number, p.kind) for p in read("7712345678")] == [("+917712345678", "mobile")]


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("9.1E+11", "scientific"),
        ("9.81E+09", "scientific"),
        ("9,81E+09", "scientific"),
        ("9.81e9", "scientific"),
        (9.81e09, "scientific"),
        (9.1e11, "scientific"),
        ("9810000000", "scientific"),
        (98123.45678, "scientific"),
        ("981234567", "too_short"),
        ("12", "too_short"),
        ("98123456789", "too_long"),
        ("9812345678.05", "too_long"),
        ("98123456789 1", "too_long"),
        ("98123 45678 98123 45679", "too_long"),
        ("98123O5678", "letters"),
        ("O9812345678", "letters"),
        ("98123 4567 O", "letters"),
        ("98123?5678", "letters"),
        ("same as father", "letters"),
        ("+977 9812345678", "not_indian"),
        ("0097714123456", "not_indian"),
        ("5012345678", "not_indian_mobile"),
        ("0981234567", "too_short"),
        ("0000000001", "too_short"),
        ("1800000000", "scientific"),
        ("0500-1234567", "range_unassigned"),
        ("05001234567", "range_unassigned"),
    ],
)
def test_what_cannot_be_read_is_named_and_never_guessed(cell: object, problem: str) -> None:
    (phone,) = read(cell)
    assert (phone.number, phone.kind, phone.problem) == ("", "", problem)
    with in_language("en"):
        assert problem_text(problem).endswith(".")


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "/", "NA", "n/a", "Nil", "नहीं", True, math.nan, math.inf])
def test_a_cell_that_says_nothing(cell: object) -> None:
    assert read(cell) == ()


def test_a_good_number_beside_a_bad_one_survives() -> None:
    assert numbers("9812345678/79") == [GOOD, "too_short"]
    assert numbers("98123O5678, 9812345678") == ["letters", GOOD]
    assert numbers("9.81E+09, 9812345678") == ["scientific", GOOD]


def test_a_cell_keeps_what_stood_in_it() -> None:
    assert read("९८१२३ ४५६७")[0] == Phone("", "", "too_short", "९८१२३ ४५६७")


mobiles = st.from_regex(r"[6-9][0-9]{8}[1-9]", fullmatch=True)


@given(
    mobiles,
    st.sampled_from(["", "0", "+91", "91", "0091", "+91 ", "+91-", "+91 0"]),
    st.sampled_from([str, lambda t: f"{t[:5]} {t[5:]}", lambda t: f"{t[:4]}.{t[4:7]}.{t[7:]}"]),
    st.sampled_from([str, lambda t: t.translate({48 + d: 0x966 + d for d in range(10)})]),
)
def test_every_way_of_writing_gives_the_same_number(ten: str, prefix: str, spaced: object, digits: object) -> None:
    cell = digits(prefix + spaced(ten))  # type: ignore[operator]  # one of the writers above
    assert numbers(cell) == ["+91" + ten]


@given(mobiles)
def test_a_number_survives_excel(ten: str) -> None:
    assert numbers(float(ten)) == numbers(int(ten)) == numbers(f"{ten}.0") == ["+91" + ten]


@given(st.lists(mobiles, min_size=1, max_size=4, unique=True), st.sampled_from(["/", ", ", ";", " & ", "\n", " and "]))
def test_several_numbers_keep_their_order(tens: list[str], divider: str) -> None:
    assert numbers(divider.join(tens)) == ["+91" + ten for ten in tens]


phone_like = st.text(alphabet=string.digits + "+-/,. eE०９O()\n")


@given(st.one_of(st.text(), phone_like, st.floats(), st.integers(), st.binary()))
def test_any_cell_is_read_or_named(cell: object) -> None:
    for phone in read(cell):
        if phone.problem:
            assert phone.problem in phones.PROBLEMS
            assert (phone.number, phone.kind) == ("", "")
        else:
            assert re.fullmatch(r"\+91[1-9]\d{9}", phone.number, re.ASCII)
            assert phone.kind in ("mobile", "landline")


@given(mobiles, st.integers(0, 9))
def test_a_lost_digit_is_never_made_up(ten: str, at: int) -> None:
    assert not any(p.kind == "mobile" for p in read(ten[:at] + ten[at + 1 :]))
    assert not any(p.number for p in read(ten[:at] + "O" + ten[at + 1 :]))


@given(mobiles, mobiles, st.sampled_from(["/", ",", ";"]), st.text(" \t\n", max_size=2))
@example("9810000000", "9810000000", "/", " ")
@example("7712345678", "9812345678", ",", "")
def test_two_plain_numbers_are_read_at_once_as_they_would_be_one_by_one(a: str, b: str, sep: str, gap: str) -> None:
    cell = f"{gap}{a}{gap}{sep}{gap}{b}{gap}"
    assert phones._TWO_MOBILES.fullmatch(cell)
    assert read(cell) == phones._several(cell, cell)


def test_how_a_number_is_shown() -> None:
    assert masked(GOOD) == "••••••5678"
    assert last_four(GOOD) == "5678"
    assert spoken(GOOD) == "98123 45678"
    assert masked("") == last_four("") == spoken("") == problem_text("") == ""


def test_problems_are_told_in_hindi() -> None:
    with in_language("hi"):
        assert all(re.search(r"[ऀ-ॿ]", problem_text(code)) for code in phones.PROBLEMS)


def test_reading_a_plain_number_needs_no_numbering_plan() -> None:
    code = "import sys, organizer_app.domain.phones as p; p.read(9812345678); print('phonenumbers' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
