import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.ranges import BadRange, Entry, parse, text_of
from organizer_app.domain.words import in_language


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("7", [7]),
        ("7 12-14", [7, 12, 13, 14]),
        ("118-", [118, 119, 120]),
        ("112-8", [*range(112, 119)]),
        ("98-102", [98, 99, 100, 101, 102]),
        ("112-15", [112, 113, 114, 115]),
        ("६३-६८ ७१", [63, 64, 65, 66, 67, 68, 71]),
        ("６３", [63]),
        ("1,2;3।4", [1, 2, 3, 4]),
        ("12–14", [12, 13, 14]),
        ("12 - 14", [12, 13, 14]),
        ("12 -14", [12, 13, 14]),
        ("119- 7", [7, 119, 120]),
        ("119-, 7", [7, 119, 120]),
        ("007", [7]),
        ("5-5", [5]),
        ("3 3 2-4", [2, 3, 4]),
        ("  ", []),
        ("", []),
        (",,।", []),
        ("7\n8\t9", [7, 8, 9]),
    ],
)
def test_what_is_typed_is_marked(text: str, marks: list[int]) -> None:
    assert parse(text, 120) == Entry(tuple(marks))


def test_a_serial_is_taken_back() -> None:
    assert parse("!7", 20) == Entry((), (7,))
    assert parse("! 7-9", 20) == Entry((), (7, 8, 9))
    assert parse("！१८-", 20) == Entry((), (18, 19, 20))


def test_the_later_word_on_a_serial_counts() -> None:
    assert parse("1-4 !2", 20) == Entry((1, 3, 4), (2,))
    assert parse("!2 2", 20) == Entry((2,), ())


@pytest.mark.parametrize(
    ("text", "token", "start", "message"),
    [
        ("7 x 9", "x", 2, "“x” can't be read: type 7, 12-18, 40- or !7."),
        ("7 12x", "12x", 2, "“12x” can't be read: type 7, 12-18, 40- or !7."),
        ("-7", "-7", 0, "“-7” can't be read: type 7, 12-18, 40- or !7."),
        ("7 -", "-", 2, "“-” can't be read: type 7, 12-18, 40- or !7."),
        ("!", "!", 0, "“!” can't be read: type 7, 12-18, 40- or !7."),
        ("1-2-3", "1-2-3", 0, "“1-2-3” can't be read: type 7, 12-18, 40- or !7."),
        ("12!", "12!", 0, "“12!” can't be read: type 7, 12-18, 40- or !7."),
        ("७ ²", "²", 2, "“²” can't be read: type 7, 12-18, 40- or !7."),
        ("7 18-12", "18-12", 2, "“18-12” runs backwards: type the smaller number first."),
        ("118-5", "118-5", 0, "“118-5” runs backwards: type the smaller number first."),
        ("7 121", "121", 2, "121 is not on this sheet: it has 1 to 120."),
        ("110-130", "110-130", 0, "130 is not on this sheet: it has 1 to 120."),
        ("११०-१३०", "११०-१३०", 0, "130 is not on this sheet: it has 1 to 120."),
        ("121-", "121-", 0, "121 is not on this sheet: it has 1 to 120."),
        ("!0", "!0", 0, "0 is not on this sheet: it has 1 to 120."),
        ("7, " + "9" * 5000, "9" * 5000, 3, "9999999999 is not on this sheet: it has 1 to 120."),
    ],
)
def test_a_wrong_token_is_named_with_its_place(text: str, token: str, start: int, message: str) -> None:
    with pytest.raises(BadRange) as raised:
        parse(text, 120)
    wrong = raised.value
    assert (text[wrong.start : wrong.end], wrong.start) == (token, start)
    with in_language("en"):
        assert str(wrong) == message


def test_a_wrong_token_is_told_in_hindi() -> None:
    with pytest.raises(BadRange) as raised:
        parse("२५", 20)
    with in_language("hi"):
        assert str(raised.value) == "25 इस पत्रक में नहीं है: इसमें 1 से 20 तक हैं।"


def test_a_sheet_without_people_takes_nothing() -> None:
    assert parse("", 0) == Entry()
    with pytest.raises(BadRange):
        parse("1", 0)


def test_serials_the_short_way() -> None:
    assert text_of([12, 13, 14, 15, 7, 1, 2, 3, 3]) == "1-3 7 12-15"
    assert text_of([4, 5]) == "4 5"
    assert text_of([]) == ""


@given(st.sets(st.integers(1, 400)))
def test_the_short_way_reads_back(serials: set[int]) -> None:
    assert parse(text_of(serials), 400) == Entry(tuple(sorted(serials)))


@given(st.one_of(st.text(), st.text(alphabet="0123456789०९ -!,–;।x")), st.integers(0, 300))
def test_anything_typed_is_read_or_refused(text: str, highest: int) -> None:
    refused: BadRange | None = None
    entry = Entry()
    try:
        entry = parse(text, highest)
    except BadRange as wrong:
        refused = wrong
    assert refused is None or (0 <= refused.start < refused.end <= len(text) and str(refused))
    assert not set(entry.marks) & set(entry.unmarks)
    assert all(1 <= serial <= highest for serial in (*entry.marks, *entry.unmarks))
