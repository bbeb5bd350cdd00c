"""What is checked of a group, and how many of ten somebody has."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain import groups
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.groups import GroupRow, Kept, Said

DAY = date(2027, 2, 20)


def row(**more: object) -> GroupRow:
    return GroupRow(b"g", 1, b"m", "Asha", "Kanke", "", "Booth 7", "whatsapp", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("link", ["https://chat.whatsapp.com/AbC", " https://t.me/+x9 ", ""])
def test_an_https_address_or_nothing_is_a_link(link: str) -> None:
    assert groups.check_link(link) == link.strip()


@pytest.mark.parametrize(
    "link", ["http://t.me/x", "t.me/x", "https://", "https://nohost", "https://t.me/a b", "https://[", "javascript:x"]
)
def test_what_is_no_address_is_refused(link: str) -> None:
    with pytest.raises(RuleBroken, match="https://"):
        groups.check_link(link)


def test_limits_hold_at_their_edges() -> None:
    longest = "https://t.me/" + "x" * (groups.LONGEST_LINK - 13)
    assert groups.check_link(longest) == longest
    with pytest.raises(RuleBroken, match="500"):
        groups.check_link(longest + "x")
    assert [groups.check_size(n) for n in (None, 1, 1_000_000)] == [None, 1, 1_000_000]
    for size in (0, -1, 1_000_001):
        with pytest.raises(RuleBroken, match="10,00,000"):
            groups.check_size(size)
    assert (groups.check_number(0), groups.check_number(10_000)) == (0, 10_000)
    for number in (-1, 10_001):
        with pytest.raises(RuleBroken, match="10,000"):
            groups.check_number(number)
    assert groups.check_name("  Booth   7 ") == "Booth 7"
    for name in (" ", "x" * 201):
        with pytest.raises(RuleBroken, match="Name"):
            groups.check_name(name)
    with pytest.raises(RuleBroken, match="whatsapp, telegram, signal, facebook, other"):
        groups.check_platform("fax")
    assert groups.check_day(DAY, DAY) == DAY
    with pytest.raises(RuleBroken, match="21 February 2027 is still to come"):
        groups.check_day(DAY + timedelta(1), DAY)


def test_a_link_ends_soon_and_a_group_grows_unseen() -> None:
    assert row(expires_on=DAY + timedelta(7)).ends_soon(DAY)
    assert row(expires_on=DAY - timedelta(1)).ends_soon(DAY)
    assert not row(expires_on=DAY + timedelta(8)).ends_soon(DAY)
    assert not row().ends_soon(DAY)
    assert row().is_unseen(DAY)
    assert row(checked_on=DAY - timedelta(31)).is_unseen(DAY)
    assert not row(checked_on=DAY - timedelta(30)).is_unseen(DAY)


@given(st.lists(st.tuples(st.integers(0, 20), st.none() | st.integers(0, 20)), max_size=4))
def test_what_is_listed_is_among_what_was_said(pairs: list[tuple[int, int | None]]) -> None:
    kept = Kept(b"m", "Asha", tuple(Said(str(n), *pair) for n, pair in enumerate(pairs)))
    assert max(kept.listed, kept.said) <= kept.total <= kept.listed + kept.said
    assert kept.has_ten == (kept.total >= 10)


def test_words_of_a_newer_program_stay_as_they_are() -> None:
    assert [groups.platform_name("telegram"), groups.platform_name("arattai")] == ["Telegram", "arattai"]
    assert [groups.language_name("sat"), groups.language_name("Asuri")] == ["Santali", "Asuri"]
