"""Lists with a name in the pane: kept, opened, printed, saved as a file, invited to a camp."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

from organizer_app.domain.list_columns import USUAL, of_screen
from organizer_app.services import camps, invitations, members_list, saved_lists
from organizer_app.services.members_where import Filter
from organizer_app.services.saved_filters import Sought
from tests.jobs.test_exports import log
from tests.ui.members.conftest import Desk
from tests.ui.walk import problems
from ui.members import roster
from ui.members.columns import columns
from ui.members.lists_export import ExportForm
from ui.members.lists_print import PrintForm
from ui.shared.form import Form
from ui.shared.preview import Preview

HELD = Qt.KeyboardModifier.ControlModifier
SHIFTED = HELD | Qt.KeyboardModifier.ShiftModifier


def pane_words(desk: Desk) -> str:
    return "\n".join(words.text() for words in desk.page.pane.findChildren(QLabel) if words.isVisible())


def form_of(desk: Desk) -> Form:
    form = desk.page.person.form
    assert isinstance(form, Form)
    return form


def fill(desk: Desk, **values: Any) -> Form:
    form = form_of(desk)
    form.set_values(values)
    for key in values:
        form.fields[key].changed.emit()
    desk.rest()
    return form


def click(desk: Desk, name: str) -> None:
    found = [b for b in desk.page.pane.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible()]
    assert len(found) == 1, [b.accessibleName() for b in desk.page.pane.findChildren(QPushButton)]
    found[0].click()
    desk.rest()


def test_the_choice_is_kept_under_a_name_and_comes_back(desk: Desk) -> None:
    desk.press(Qt.Key.Key_L, HELD)
    assert "No list saved yet" in pane_words(desk)
    assert "Examples" in pane_words(desk)
    assert problems(desk.page) == []
    desk.page.roster.filter({"status": ["left"], "check": ["no_booth"]})
    desk.rest()
    desk.press(Qt.Key.Key_S, SHIFTED)
    form = fill(desk, title="Gone, no booth")
    assert "Status: Left · No booth known" in pane_words(desk)
    assert problems(desk.page) == []
    form.save()
    desk.rest()
    with desk.records.store.reading() as session:
        (saved,) = saved_lists.rows(session)
    assert saved.chosen == Filter(status="left", no_booth=True)
    desk.page.roster.show_all()
    desk.rest()
    desk.press(Qt.Key.Key_L, HELD)
    assert "0 people · Status: Left · No booth known" in pane_words(desk)
    assert problems(desk.page) == []
    click(desk, "Show the people of “Gone, no booth”")
    assert desk.page.roster.listed().chosen == saved.chosen
    assert desk.page.roster.filters.chosen() == {"status": ["left"], "check": ["no_booth"]}


def test_a_list_is_renamed_removed_and_brought_back(desk: Desk) -> None:
    with desk.records.store.transaction("lists.save") as session:
        for title in ("Ours", "Theirs"):
            saved_lists.save(session, title=title, chosen=Filter(problem_phone=True))
    desk.press(Qt.Key.Key_L, HELD)
    click(desk, "Rename Ours")
    fill(desk, title="theirs").save()
    desk.rest()
    assert "already a list called “theirs”" in pane_words(desk)
    fill(desk, title="Mine").save()
    desk.rest()
    assert {"Rename Mine", "Remove Mine"} <= {b.accessibleName() for b in desk.page.pane.findChildren(QPushButton)}
    click(desk, "Remove Mine")
    assert "Mine" not in pane_words(desk)
    assert desk.page.undo()
    desk.rest()
    with desk.records.store.reading() as session:
        assert [saved.title for saved in saved_lists.rows(session)] == ["Mine", "Theirs"]


def test_a_file_of_the_list_with_its_reason(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "list.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(file), ""))
    desk.press(Qt.Key.Key_E, SHIFTED)
    form = fill(desk, kind=".csv", phones=False)
    assert isinstance(form, ExportForm)
    assert "296 people on the list" in pane_words(desk)
    assert problems(desk.page) == []
    form.save()
    desk.rest()
    assert "Say why phone numbers leave this laptop" in pane_words(desk)
    fill(desk, reason="Camp of Kanke").save()
    desk.rest()
    with file.open(encoding="utf-8-sig", newline="") as opened:
        assert len(list(csv.reader(opened))) == 297
    assert [(line.people, line.reason) for line in log(desk.records.store)] == [(296, "Camp of Kanke")]


def test_who_did_not_agree_is_left_out_and_that_is_said_first(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E, SHIFTED)
    form = fill(desk, kind=".vcf")
    assert not form.fields["phones"].isVisible()
    form.save()
    desk.rest()
    assert "choose what for" in pane_words(desk)
    fill(desk, use="call")
    assert "Left out: 296 have not agreed to it." in pane_words(desk)
    assert problems(desk.page) == []


def test_the_pages_are_shown_and_whole_numbers_that_leave_are_written_down(desk: Desk, tmp_path: Path) -> None:
    desk.press(Qt.Key.Key_P, HELD)
    assert not form_of(desk).fields["reason"].isVisible()
    form = fill(desk, title="Our people", phones=False, columns=["name", "phone"])
    assert isinstance(form, PrintForm)
    assert problems(desk.page) == []
    form.save()
    desk.rest()
    assert "Say why whole phone numbers go on paper" in pane_words(desk)
    fill(desk, reason="Sunday").save()
    desk.rest()
    preview = desk.page.findChild(Preview)
    assert preview is not None
    assert preview.isVisible()
    assert log(desk.records.store) == []
    preview.save_to(tmp_path / "list.pdf")
    desk.rest()
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    assert [(line.act, line.reason) for line in log(desk.records.store)] == [("print", "Sunday")]
    preview.closed.emit()
    desk.rest()
    assert desk.page.roster.isVisible()


def test_a_long_name_leaves_room_for_what_can_be_done_with_its_list(desk: Desk) -> None:
    with desk.records.store.transaction("lists.save") as session:
        saved_lists.save(session, title="Booth presidents of the eastern blocks without any training at all")
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    remove = next(b for b in desk.page.pane.findChildren(QPushButton) if b.accessibleName().startswith("Remove Booth"))
    right = remove.mapTo(desk.page.pane, remove.rect().topRight()).x()
    assert right <= desk.page.pane.width() - 12
    assert problems(desk.page) == []


def test_words_that_were_searched_for_are_kept_and_stand_in_the_field_again(desk: Desk) -> None:
    field = desk.window.findChild(QLineEdit, "search")
    assert isinstance(field, QLineEdit)
    word = desk.rows()[0].name.split()[0]
    desk.page.roster.filter({"status": ["member"]})
    field.setText(word)
    desk.rest()
    shown = desk.shown()
    assert 0 < len(shown) < 200
    desk.press(Qt.Key.Key_S, SHIFTED)
    assert f"Found by “{word}” · Status: Member" in pane_words(desk)
    assert problems(desk.page) == []
    fill(desk, title="By a word").save()
    desk.rest()
    with desk.records.store.reading() as session:
        (saved,) = saved_lists.rows(session)
    assert saved.sought == Sought(word)
    desk.page.open_place({})
    desk.rest()
    assert (field.text(), desk.page.roster.asked.query) == ("", "")
    field.setText("nobody is called so")
    desk.rest()
    desk.press(Qt.Key.Key_L, HELD)
    assert f"{len(shown)} people · Found by “{word}” · Status: Member" in pane_words(desk)
    click(desk, "Show the people of “By a word”")
    assert field.text() == word
    assert desk.shown() == shown
    with desk.records.store.transaction("lists.save") as session:
        saved_lists.save(session, title="Everybody")
    desk.rest()
    desk.press(Qt.Key.Key_L, HELD)
    click(desk, "Show the people of “Everybody”")
    assert (field.text(), desk.page.roster.listed().count) == ("", 296)


def test_a_form_says_when_words_find_more_than_a_list_holds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "FOUND", 5)
    monkeypatch.setattr(members_list, "FOUND", 5)
    desk.page.search("k")
    desk.rest()
    desk.press(Qt.Key.Key_S, SHIFTED)
    assert "Only the best 5 whom the words find" in pane_words(desk)
    assert problems(desk.page) == []


def test_everybody_again_takes_the_words_out_of_the_field(desk: Desk) -> None:
    field = desk.window.findChild(QLineEdit, "search")
    assert isinstance(field, QLineEdit)
    field.setText("nobody is called so")
    desk.rest()
    everybody = next(b for b in desk.page.findChildren(QPushButton) if b.text() == "Show everybody" and b.isVisible())
    everybody.click()
    desk.rest()
    assert (field.text(), desk.page.roster.listed().count) == ("", 296)


def test_the_people_selected_are_invited_to_a_camp(desk: Desk) -> None:
    desk.press(Qt.Key.Key_I, SHIFTED)
    assert "No camp is planned" in pane_words(desk)
    with desk.records.store.transaction("camps.add") as session:
        day = date(2030, 12, 14)
        camp = camps.add(session, title="Block camp", area=desk.home, from_on=day, to_on=day, sessions=[])
    desk.rest()
    desk.page.roster.focus_table()
    desk.choose(desk.rows()[0])
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Qt.Key.Key_I, SHIFTED)
    assert "Invite 2 people to a camp" in pane_words(desk)
    assert problems(desk.page) == []
    form_of(desk).save()
    desk.rest()
    with desk.records.store.reading() as session:
        assert len(invitations.rows(session, camp=camp)) == 2
    assert desk.page.undo()
    desk.rest()
    with desk.records.store.reading() as session:
        assert len(invitations.rows(session, camp=camp)) == 0


def test_whatever_the_table_shows_has_a_column_in_the_file(desk: Desk) -> None:
    for shown in columns({}):
        assert of_screen([shown.key]), shown.key
    listed = desk.page.roster.listed()
    assert listed.columns == ("name", "phone", "area", "office", "status")
    assert set(USUAL) <= set(of_screen(listed.columns))


def test_every_key_of_the_list_is_in_the_list_of_keys(desk: Desk) -> None:
    keys = dict(desk.page.keys())
    assert {"Ctrl+L", "Ctrl+P", "Ctrl+Shift+S", "Ctrl+Shift+E", "Ctrl+Shift+I"} <= keys.keys()
