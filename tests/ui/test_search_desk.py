"""The search field and what drops down under it: asking, choosing, running, by keys and mouse."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app.domain.finding import Found, FoundCamp, Person
from organizer_app.domain.matched import NAME, PHONE, VILLAGE, Mark
from organizer_app.domain.members import MemberRow
from organizer_app.domain.places import Place
from organizer_app.domain.words import language, use_language
from tests.ui.sample import specs
from tests.ui.walk import problems
from ui.commands import COMMANDS, commands, found
from ui.palette_lines import Line
from ui.search_desk import SearchDesk
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window

PLACE = Place(b"p" * 16, "block", "1", "कांके", "Kanke", b"d" * 16, "339", "रांची", "Ranchi", "20")


def answer(text: str) -> Found:
    """Somebody is always found; two by "ram", nobody by "nobody"."""
    if text == "nobody":
        return Found(text)
    rows = [
        MemberRow(1, b"a" * 16, "Ram Lal", "राम लाल", phone="+919812343210", area_name="Pithoria", block_name="Kanke"),
        MemberRow(2, b"b" * 16, "Ramesh Munda", area_name="Booti"),
    ]
    marks = (Mark(NAME, 0, 3), Mark(VILLAGE, 10, 15), Mark(PHONE, 9, 13))
    people = [Person(rows[0], marks), Person(rows[1], marks[:1], True)][: 2 if text == "ram" else 1]
    camp = FoundCamp(b"c" * 16, "Ram Navami camp", "Town hall", date(2026, 12, 1))
    return Found(text, tuple(people), 1, len(people) - 1, "Ranchi", (camp,), (PLACE,))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tasks: Tasks) -> Iterator[Window]:
    made = Window(specs(count=50), tasks, look_up=answer)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.go("camps")
    settle(qapp, tasks)
    yield made
    settle(qapp, tasks)


@pytest.fixture
def type_in(window: Window, qapp: QApplication) -> Callable[[str], SearchDesk]:
    """Types into the field as a person would, and waits for what drops down."""

    def typed(text: str) -> SearchDesk:
        field = window._topbar.search
        field.setFocus()
        field.clear()
        QTest.keyClicks(field, text)
        settle(qapp, window.tasks)
        desk = window._desk
        assert isinstance(desk, SearchDesk)
        return desk

    return typed


def words(desk: SearchDesk) -> list[str]:
    return ["".join(word for word, _on in line.text) for line in desk.palette.model.lines]


def press(window: Window, key: Qt.Key) -> None:
    QTest.keyClick(window._topbar.search, key)


def chosen(desk: SearchDesk) -> str:
    line = desk.palette.current()
    assert isinstance(line, Line)
    return "".join(word for word, _on in line.text)


def test_everything_found_in_groups_and_the_part_that_answered_marked(type_in: Callable[[str], SearchDesk]) -> None:
    desk = type_in("ram")
    assert desk.palette.isVisible()
    people = ["People", "Show 1 person", "Ram Lal", "Ramesh Munda"]
    assert words(desk) == [*people, "Camps", "Ram Navami camp", "Places", "Kanke"]
    ram = desk.palette.model.lines[2]
    assert ram.text == (("Ram", True), (" Lal", False))
    assert ram.right == (
        ("Pithoria, ", False), ("Kanke", True), ("  ·  ", False), ("98123 4", False), ("3210", True)
    )  # fmt: skip
    assert desk.palette.model.lines[1].spoken() == "Show 1 person, 1 elsewhere: Ctrl+E in the list"
    assert chosen(desk) == "Show 1 person"


def test_arrows_pass_the_headings_and_the_field_says_the_line(
    window: Window, type_in: Callable[[str], SearchDesk]
) -> None:
    desk = type_in("ram")
    passed = []
    for _step in range(6):
        press(window, Qt.Key.Key_Down)
        passed.append(chosen(desk))
    assert passed == ["Ram Lal", "Ramesh Munda", "Ram Navami camp", "Kanke", "Show 1 person", "Ram Lal"]
    assert window._topbar.search.accessibleDescription().startswith("Ram Lal")
    press(window, Qt.Key.Key_Up)
    assert chosen(desk) == "Show 1 person"
    press(window, Qt.Key.Key_Escape)
    assert not desk.palette.isVisible()
    assert window._topbar.search.accessibleDescription() == ""


@pytest.mark.parametrize(
    ("downs", "page", "place"),
    [(1, "members", b"a" * 16), (3, "camps", b"c" * 16), (4, "members", {"area": [PLACE.id]})],
)
def test_enter_opens_what_is_chosen(
    window: Window,
    type_in: Callable[[str], SearchDesk],
    monkeypatch: pytest.MonkeyPatch,
    downs: int,
    page: str,
    place: object,
) -> None:
    desk = type_in("ram")
    went: list[tuple[str, object]] = []
    monkeypatch.setattr(window, "go", lambda key, place=None: went.append((key, place)))
    for _step in range(downs):
        press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert went == [(page, place)]
    assert not desk.palette.isVisible()
    assert window._topbar.search.text() == ""


def test_enter_before_the_answer_waits_for_it(window: Window, qapp: QApplication) -> None:
    field = window._topbar.search
    field.setFocus()
    QTest.keyClicks(field, "ram")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qapp, window.tasks)
    assert window.key == "members"
    assert field.text() == "ram", "all people: the words stay"


def test_the_mouse_runs_a_line(window: Window, qapp: QApplication, type_in: Callable[[str], SearchDesk]) -> None:
    desk = type_in("dark")
    at = words(desk).index("Light or dark")
    spot = desk.palette.list.visualRect(desk.palette.model.index(at, 0)).center()
    QTest.mouseMove(desk.palette.list.viewport(), spot)
    QTest.mouseClick(desk.palette.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settle(qapp, window.tasks)
    assert window.grab().toImage().pixelColor(700, 50).lightness() < 60


def test_on_the_page_of_people_the_table_answers_and_down_asks_for_more(
    window: Window, type_in: Callable[[str], SearchDesk], qapp: QApplication
) -> None:
    window.go("members")
    desk = type_in("ram")
    assert not desk.palette.isVisible()
    press(window, Qt.Key.Key_Down)
    settle(qapp, window.tasks)
    assert desk.palette.isVisible()
    press(window, Qt.Key.Key_Escape)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle(qapp, window.tasks)
    assert desk.palette.isVisible()


def test_nothing_found_still_leads_to_the_members(
    window: Window, type_in: Callable[[str], SearchDesk], qapp: QApplication
) -> None:
    desk = type_in("nobody")
    assert words(desk) == ["Look for “nobody” among the members"]
    press(window, Qt.Key.Key_Return)
    settle(qapp, window.tasks)
    assert window.key == "members"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("code", ["en", "hi"])
def test_it_fits_and_has_names(window: Window, qapp: QApplication, code: str, dark: bool) -> None:
    window.resize(1093, 614)
    window.use_language(code)
    window.use_theme(dark)
    settle(qapp, window.tasks)
    field = window._topbar.search
    field.setFocus()
    QTest.keyClicks(field, "ram")
    settle(qapp, window.tasks)
    palette = window._desk.palette
    assert palette.isVisible()
    assert window._root.rect().contains(palette.geometry())
    assert problems(palette) == []
    assert palette.list.accessibleName() in ("Found", "मिले हुए")


def test_commands_answer_to_words_of_both_languages() -> None:
    known = commands(specs(count=2))
    for code in ("en", "hi"):
        use_language(code)
        for typed, text in (("light", "Light or dark"), ("थीम", "Light or dark"), ("undo", "Undo the last thing")):
            assert text in [command.text for command in found(known, typed)], (code, typed)
        assert "Members" in [command.text for command in found(known, "सदस्य")]
        assert "Members" in [command.text for command in found(known, "sadasya")]
    assert language() == "hi"
    assert found(known, "xyz") == found(known, " ") == []


def test_every_command_of_the_window_is_known_to_it(window: Window) -> None:
    for command in COMMANDS:
        assert command.page or command.does in ("language", "theme", "undo", "keys")
    with pytest.raises(KeyError):
        window.does("fly")
