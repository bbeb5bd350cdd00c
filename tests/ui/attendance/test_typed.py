"""Numbers read against the list: ranges pass over gaps, a single number must be somebody's, places stay true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.ranges import BadRange
from ui.attendance.typed import newest, qt_span, read

LIST = {*range(1, 101), 120}


@pytest.mark.parametrize(
    ("text", "marks", "unmarks"),
    [
        ("7 12-14", (7, 12, 13, 14), ()),
        ("७ १२-१४", (7, 12, 13, 14), ()),
        ("98-", (98, 99, 100, 120), ()),
        ("!7 8", (8,), (7,)),
        ("!99-", (), (99, 100, 120)),
    ],
)
def test_what_was_typed(text: str, marks: tuple[int, ...], unmarks: tuple[int, ...]) -> None:
    entry = read(text, LIST)
    assert (entry.marks, entry.unmarks) == (marks, unmarks)


@pytest.mark.parametrize(("text", "wrong"), [("7 105 9", "105"), ("7 १०५ 9", "१०५"), ("5 103-109", "103-109")])
def test_a_number_of_nobody_is_named(text: str, wrong: str) -> None:
    with pytest.raises(BadRange) as found:
        read(text, LIST)
    assert text[found.value.start : found.value.end] == wrong


def test_the_newest_number_is_what_was_typed_last() -> None:
    for text, last in (("7 63-68", 68), ("63-68 7", 7), ("12-18 !13", 13), ("98-", 120), ("", None)):
        assert newest(text, read(text, LIST)) == last


def test_places_count_as_qt_counts() -> None:
    assert qt_span("😀 7", 2, 3) == (3, 1)
    assert qt_span("६३", 0, 2) == (0, 2)


@given(st.text(alphabet="0123456789०१२ -!,", max_size=20))
def test_only_people_of_the_list_are_ever_marked(text: str) -> None:
    try:
        entry = read(text, LIST)
    except BadRange as wrong:
        assert text[wrong.start : wrong.end].strip()  # noqa: PT017  # either outcome is right, and both are checked
        return
    assert LIST.issuperset(entry.marks)
    assert LIST.issuperset(entry.unmarks)
    assert not set(entry.marks) & set(entry.unmarks)
