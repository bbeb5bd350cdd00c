"""Two people changed the same: both values beside each other, decided by keys or buttons, and undone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from sqlalchemy import select

from organizer_app.jobs import joining, sync
from organizer_app.models import Member
from organizer_app.services import sync_state
from tests.conftest import District
from tests.sync.online import RANCHI, Online
from tests.ui.sync import made
from tests.ui.sync.conftest import Open
from ui.sync.choice import Choice, Mark
from ui.sync.page import SyncPage
from ui.window import Window


def press(page: SyncPage, name: str) -> None:
    """Clicks the button with this accessible name."""
    found = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def said(page: QWidget) -> str:
    """Everything the page says."""
    return "\n".join(w.text() for w in page.findChildren(QLabel) if w.isVisible())


def window_of(page: SyncPage) -> Window:
    """Its window."""
    window = page.shell
    assert isinstance(window, Window)
    return window


def value(district: District, person: Member, field: str) -> Any:
    """What stands in the database now."""
    with district.store.reading() as session:
        return session.scalar(select(getattr(Member, field)).where(Member.id == person.id))


def key(page: SyncPage, which: Qt.Key) -> None:
    """Types a key into the window."""
    handle = page.window().windowHandle()
    assert handle is not None
    QTest.keyClick(handle, which)


def test_keep_mine_and_undo(open_page: Open, district: District, rest: Callable[[], None]) -> None:
    ram, _sita = made.people(district, 2)
    made.join(district, waiting=False)
    made.clash(district, ram, "place", ram.place, "Sarnath", here="lost")
    page = open_page()
    (card,) = page.conflicts.cards
    words = said(card)
    assert "This laptop\nAsha, today" in words
    assert "Ramesh Patel" in words
    assert "Sarnath" in words
    assert f"Before: {ram.place}" in words
    assert window_of(page)._sidebar.lines["sync"].accessibleName() == "Sync, 1 to look at"
    press(page, f"Keep mine, This laptop: {ram.name}")
    rest()
    assert value(district, ram, "place") == "Sarnath"
    assert page.conflicts.cards == []
    assert page.conflicts.isHidden()
    assert window_of(page).toast.text() == f"{ram.name}: decided."
    window_of(page).undo()
    rest()
    assert value(district, ram, "place") == ram.place
    assert len(page.conflicts.cards) == 1


def test_keep_theirs_changes_nothing_and_closes_it(
    open_page: Open, district: District, rest: Callable[[], None]
) -> None:
    (ram,) = made.people(district, 1)
    made.clash(district, ram, "guardian", ram.guardian, "Ram Lal", here="lost")
    page = open_page()
    key(page, Qt.Key.Key_2)
    rest()
    assert value(district, ram, "guardian") == ram.guardian
    with district.store.reading() as session:
        assert sync_state.standing(session).conflicts == 0


def test_mine_stands_at_the_left_even_where_it_won(open_page: Open, district: District) -> None:
    (ram,) = made.people(district, 1)
    made.clash(district, ram, "guardian", ram.guardian, "Ram Lal", here="kept")
    words = said(open_page().conflicts)
    assert words.index(ram.guardian) < words.index("Ram Lal")
    assert words.count("stands now") == 1


def test_a_conflict_of_two_others_says_what_stands(
    open_page: Open, district: District, rest: Callable[[], None]
) -> None:
    (ram,) = made.people(district, 1)
    made.clash(district, ram, "guardian", "Shyam Lal", "Ram Lal", here="")
    page = open_page()
    words = said(page.conflicts)
    assert "Stands now" in words
    assert "Did not stand" in words
    assert "This laptop" not in words
    press(page, f"Keep this, Did not stand: {ram.name}")
    rest()
    assert value(district, ram, "guardian") == "Ram Lal"


def test_field_by_field(open_page: Open, district: District, rest: Callable[[], None]) -> None:
    (ram,) = made.people(district, 1)
    made.clash(district, ram, "guardian", ram.guardian, "Ram Lal", here="lost")
    made.clash(district, ram, "place", ram.place, "Sarnath", here="lost")
    page = open_page()
    (card,) = page.conflicts.cards
    marks = {m.accessibleName(): m for m in card.findChildren(Mark)}
    mine = marks["Village or ward: Sarnath, This laptop"]
    assert not mine.isChecked(), "what stands is marked at first"
    words = mine.parentWidget()
    assert isinstance(words, Choice)
    QTest.mouseClick(words.findChildren(QLabel)[0], Qt.MouseButton.LeftButton)  # the words, not the mark alone
    assert mine.isChecked()
    page.refresh()
    rest()
    assert page.conflicts.cards == [card], "what was marked is not lost when the page looks again"
    key(page, Qt.Key.Key_3)
    rest()
    assert (value(district, ram, "place"), value(district, ram, "guardian")) == ("Sarnath", ram.guardian)
    window_of(page).undo()
    rest()
    assert value(district, ram, "place") == ram.place
    assert len(page.conflicts.cards[0].record.conflicts) == 2


def test_the_keys_go_from_record_to_record(open_page: Open, district: District, rest: Callable[[], None]) -> None:
    people = made.people(district, 3)
    for person in people:
        made.clash(district, person, "guardian", person.guardian, f"New {person.guardian}", here="lost")
    page = open_page()
    names = [card.record.name for card in page.conflicts.cards]
    key(page, Qt.Key.Key_J)
    key(page, Qt.Key.Key_J)
    key(page, Qt.Key.Key_K)
    assert [card.property("current") for card in page.conflicts.cards] == ["", "true", ""]
    key(page, Qt.Key.Key_1)
    rest()
    assert [card.record.name for card in page.conflicts.cards] == [names[0], names[2]]
    assert page.conflicts.place() == 1
    window_of(page).use_language("hi")
    rest()
    again = window_of(page).page("sync")
    assert isinstance(again, SyncPage)
    assert again.conflicts.place() == 1
    assert "दो लोगों ने यह बदला है" in said(again)


def test_what_hq_could_not_place_is_seen(open_page: Open, district: District, rest: Callable[[], None]) -> None:
    (ram,) = made.people(district, 1)
    made.clash(district, ram, "*", None, {"place": "Bundu"}, here="", kind="out-of-scope")
    page = open_page()
    assert "could not place this change by Ramesh Patel: Village or ward: Bundu" in said(page)
    for which in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        key(page, which)  # there is nothing to choose
    rest()
    assert len(page.conflicts.cards) == 1
    press(page, f"Seen: {ram.name}")
    rest()
    assert page.conflicts.cards == []
    assert value(district, ram, "place") == ram.place


def test_many_are_shown_in_portions(open_page: Open, district: District) -> None:
    for person in made.people(district, 12):
        made.clash(district, person, "guardian", person.guardian, "X", here="lost")
    page = open_page()
    assert len(page.conflicts.cards) == 10
    assert "2 more come after these" in said(page)


def test_a_record_opens_on_its_page(open_page: Open, district: District, rest: Callable[[], None]) -> None:
    (ram,) = made.people(district, 1)
    made.clash(district, ram, "guardian", ram.guardian, "X", here="lost")
    page = open_page()
    gone: list[tuple[object, ...]] = []
    window_of(page).go = lambda *place: gone.append(place)  # type: ignore[method-assign]  # where it goes
    page.conflicts.show_records(page._conflicted)
    rest()
    press(page, f"Open: {ram.name}")
    assert gone == [("members", ram.id)]


def neither(page: SyncPage, field: str) -> QWidget:
    """Where another value of a field is written."""
    named = f"{field}: Neither, but:"
    return next(w for kind in (QLineEdit, QComboBox) for w in page.findChildren(kind) if w.accessibleName() == named)


def test_a_third_value_is_written_with_the_keyboard_and_undone(
    open_page: Open, district: District, rest: Callable[[], None]
) -> None:
    (ram,) = made.people(district, 1)
    made.clash(district, ram, "birth_year", 1980, 1981, here="lost")
    page = open_page()
    key(page, Qt.Key.Key_4)
    line = page.window().focusWidget()
    assert line is neither(page, "Birth year")
    QTest.keyClicks(line, "1231")  # keys of the page, in a field only digits
    QTest.keyClick(line, Qt.Key.Key_Return)
    rest()
    assert "1231" in said(page.conflicts), "a year that can't be is said at the record"
    assert len(page.conflicts.cards) == 1
    page.conflicts.write()
    QTest.keyClicks(line, "1982")
    QTest.keyClick(line, Qt.Key.Key_Return)
    rest()
    assert value(district, ram, "birth_year") == 1982
    assert page.conflicts.cards == []
    window_of(page).undo()
    rest()
    assert value(district, ram, "birth_year") == ram.birth_year
    assert len(page.conflicts.cards) == 1


def test_one_field_keeps_mine_and_the_other_gets_a_third_choice(
    open_page: Open, district: District, rest: Callable[[], None]
) -> None:
    (ram,) = made.people(district, 1)
    made.clash(district, ram, "status", "member", "volunteer", here="lost")
    made.clash(district, ram, "place", ram.place, "Sarnath", here="lost")
    page = open_page()
    combo = neither(page, "Status")
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("inactive"))
    combo.activated.emit(combo.currentIndex())
    mine = next(m for m in page.findChildren(Mark) if m.accessibleName() == "Village or ward: Sarnath, This laptop")
    mine.setChecked(True)
    key(page, Qt.Key.Key_3)
    rest()
    assert (value(district, ram, "status"), value(district, ram, "place")) == ("inactive", "Sarnath")


def test_what_hq_could_not_place_can_be_done_after_all(
    open_page: Open, district: District, rest: Callable[[], None]
) -> None:
    (ram,) = made.people(district, 1)
    made.clash(district, ram, "*", None, {"place": "Bundu"}, here="", kind="out-of-scope")
    page = open_page()
    press(page, f"Make this change: {ram.name}")
    rest()
    assert value(district, ram, "place") == "Bundu"
    assert page.conflicts.cards == []


def test_what_was_before_is_asked_of_hq_when_this_laptop_does_not_know(
    open_page: Open, district: District, hq: Online, rest: Callable[[], None]
) -> None:
    joining.join(district.store, code=hq.site.code(*RANCHI), address=hq.url, device="office")
    one, two = (District(hq.laptop(name), district.home) for name in ("one", "two"))
    (ram,) = made.people(district, 1)
    made.edit(one, ram, "Bundu")
    made.edit(two, ram, "Tamar")
    for laptop in (one, two, district):
        sync.run(laptop.store)
    page = open_page()
    rest()
    (card,) = page.conflicts.cards
    assert f"Before: {ram.place}" in said(card)
    assert "one, 9 October 2025" in said(card), "by HQ's clock"
    assert card.ask_before() == ()
