"""The desk for duplicates: a pair side by side, decided by keys, taken back, put off; what is there when nothing is."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select

from organizer_app.models import Distinction, Member
from organizer_app.services import members, merging
from organizer_app.services.members import New
from tests.ui.members.conftest import Desk
from tests.ui.walk import every_look, problems
from ui.members.duplicates import DuplicatesView, show_duplicates
from ui.members.duplicates_card import DuplicateCard
from ui.shared.field import Option
from ui.shared.pick import PickField


@pytest.fixture
def pair(desk: Desk) -> tuple[bytes, bytes]:
    """One person entered twice, once in each script."""
    new = New(name="विजय कच्छप", guardian="सोमा कच्छप", phones="9712345000", place="सरजमडीह", area=desk.home)
    again = New(name="Vijay Kachhap", guardian="Soma Kachhap", phones="9712345000, 9712345009", area=desk.home)
    found = []
    for one in (new, again):
        with desk.records.store.transaction("members.add") as session:
            found.append(members.add(session, new=one))
    return found[0], found[1]


def opened(desk: Desk) -> DuplicatesView:
    view = show_duplicates(desk.page)
    desk.rest()
    return view


def card(view: DuplicatesView) -> DuplicateCard:
    assert view.card is not None
    return view.card


def words(view: DuplicatesView) -> str:
    return " | ".join(shown.text() for shown in view.findChildren(QLabel) if shown.isVisible())


def rows(desk: Desk, *ids: bytes) -> list[Member]:
    with desk.records.store.reading() as session:
        return [session.scalars(select(Member).where(Member.id == i)).one() for i in ids]


def test_a_pair_is_shown_with_reasons_and_merged_by_keys(desk: Desk, pair: tuple[bytes, bytes]) -> None:
    view = opened(desk)
    before = len(view._pairs)
    while {s.id for s in card(view).shown.sides} != set(pair):
        desk.press(Qt.Key.Key_Right)
    said = words(view)
    for part in ("name sounds the same", "same phone", "same father or husband", "older entry", "After merging"):
        assert part in said
    assert card(view).choices() == {
        "phones": "both", "name": "kept", "guardian": "kept", "place": "kept"
    }  # fmt: skip
    desk.press(Qt.Key.Key_Down)  # from the phones to the name
    desk.press(Qt.Key.Key_2)
    assert card(view).choices()["name"] == "gone"
    desk.press(Qt.Key.Key_M)
    kept, gone = rows(desk, *pair)
    assert gone.merged_into == kept.id
    assert (kept.name, kept.name_other, kept.guardian) == ("Vijay Kachhap", "विजय कच्छप", "सोमा कच्छप")
    assert len(kept.phones) == 2
    assert len(view._pairs) == before - 1
    assert desk.page.undo()
    desk.rest()
    assert rows(desk, pair[1])[0].merged_into is None
    assert set(pair) in [{p.first, p.second} for p in view._pairs]


def test_two_people_and_later(desk: Desk, pair: tuple[bytes, bytes]) -> None:
    view = opened(desk)
    while {s.id for s in card(view).shown.sides} != set(pair):
        desk.press(Qt.Key.Key_Left)
    left = len(view._pairs)
    desk.press(Qt.Key.Key_S)
    assert set(pair) not in [{p.first, p.second} for p in view._pairs]
    assert len(view._pairs) == left - 1
    view = opened(desk)  # what was put off comes again
    while {s.id for s in card(view).shown.sides} != set(pair):
        desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_D)
    with desk.records.store.reading() as session:
        assert [{d.member_id, d.other_id} for d in session.scalars(select(Distinction))] == [set(pair)]
    view = opened(desk)
    assert set(pair) not in [{p.first, p.second} for p in view._pairs]


def test_nothing_left_says_so_and_escape_goes_back(desk: Desk) -> None:
    view = opened(desk)
    while view.card is not None:
        desk.press(Qt.Key.Key_D)
    assert "No duplicates" in words(view)
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.roster.isVisible()


def test_a_side_of_a_list_always_counts(desk: Desk, pair: tuple[bytes, bytes]) -> None:
    view = opened(desk)
    while {s.id for s in card(view).shown.sides} != set(pair):
        desk.press(Qt.Key.Key_Right)
    first, second = card(view)._cells["phones"]
    first.click()
    assert card(view).choices()["phones"] == "gone"
    second.click()
    assert card(view).choices()["phones"] == "kept"
    first.click()
    assert all(cell.focusPolicy() & Qt.FocusPolicy.TabFocus for cell in (first, second)), "each may be on by itself"


def test_somebody_of_the_pair_is_opened(desk: Desk, pair: tuple[bytes, bytes]) -> None:
    view = opened(desk)
    while {s.id for s in card(view).shown.sides} != set(pair):
        desk.press(Qt.Key.Key_Right)
    view.open_asked.emit(pair[1])
    desk.rest()
    assert desk.page.person.id == pair[1]


@pytest.mark.slow
def test_the_desk_walks_clean(desk: Desk, pair: tuple[bytes, bytes], qapp: QApplication) -> None:
    opened(desk)
    for look in every_look(desk.window, qapp, "members"):
        view = opened(desk)
        while {s.id for s in card(view).shown.sides} != set(pair):
            desk.press(Qt.Key.Key_Right)
        assert problems(desk.page) == [], look


def test_a_merged_entry_is_taken_apart_in_the_pane(desk: Desk, pair: tuple[bytes, bytes]) -> None:
    with desk.records.store.transaction("merging.merge") as session:
        merging.merge(session, first=pair[0], second=pair[1])
    desk.rest()
    desk.page.person.show_person(pair[0], "unmerge")
    desk.rest()
    form = desk.page.person.form
    assert form is not None
    field = form.fields["entry"]
    assert isinstance(field, PickField)
    field.set_value(Option(pair[1], "Vijay Kachhap"))
    form.saved.emit(form.values())
    desk.rest()
    assert rows(desk, pair[1])[0].merged_into is None
    assert desk.page.undo()
    desk.rest()
    assert rows(desk, pair[1])[0].merged_into == pair[0]


def test_the_pair_stays_open_over_language_and_theme(desk: Desk, pair: tuple[bytes, bytes]) -> None:
    view = opened(desk)
    while {s.id for s in card(view).shown.sides} == set(pair):
        desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_S)
    while {s.id for s in card(view).shown.sides} != set(pair):
        desk.press(Qt.Key.Key_Right)
    left = len(view._pairs)
    for change in (partial(desk.window.use_language, "hi"), partial(desk.window.use_theme, True)):
        change()
        desk.rest()
        (again,) = desk.page.findChildren(DuplicatesView)
        assert again.isVisible()
        assert {s.id for s in card(again).shown.sides} == set(pair)
        assert len(again._pairs) == left
    desk.press(Qt.Key.Key_Escape)
    desk.window.use_theme(False)
    desk.rest()
    assert desk.page.roster.isVisible()
