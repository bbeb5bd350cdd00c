"""Erasing a person in the window: the reason first, then the receipt, and no way back."""

import re
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from organizer_app.db import erased_texts, tidying
from organizer_app.domain.progress import Progress
from organizer_app.services import erasing, members
from tests.ui.members.conftest import Desk
from tests.ui.members.test_import import _answer, _next, _open, _words
from ui.members.erase import ERASE, ReceiptView
from ui.members.menu import Choice
from ui.members.pane import PERSON, SHOWN_ONCE


def erase_first(desk: Desk, reason: str) -> bytes:
    """Chooses "Erase for good…" of the first row's menu, types the reason and confirms."""
    row = desk.rows()[0]
    desk.choose(row)
    desk.page._on_menu_picked(row, Choice.ERASE)
    desk.rest()
    form = desk.page.person.form
    assert desk.page.person.mode == ERASE.mode
    assert form is not None
    form.set_values({"reason": reason})
    form.save()
    desk.rest()
    return row.id


def test_without_a_reason_nobody_is_erased(desk: Desk) -> None:
    who = erase_first(desk, " ")
    form = desk.page.person.form
    assert form is not None
    assert "fill this in" in form.fields["reason"].problem()
    assert desk.page.person.mode == ERASE.mode
    assert desk.member(who).id == who


def test_a_person_is_gone_and_the_receipt_stays_until_it_is_closed(desk: Desk, tmp_path: Path) -> None:
    before = len(desk.rows())
    who = erase_first(desk, "asked in writing")
    person = desk.page.person
    assert person.mode == SHOWN_ONCE
    assert len(desk.rows()) == before - 1
    assert who not in {row.id for row in desk.rows()}
    assert desk.window.focusWidget() is desk.window.findChildren(ReceiptView)[-1].save
    told = "".join(w.text() for w in desk.window.findChildren(ReceiptView)[-1].findChildren(QLabel))
    assert re.search(r"erased on \d+ \w+ 20\d\d, \d\d:\d\d by", told)

    desk.choose(desk.rows()[3])
    assert person.mode == SHOWN_ONCE, "the receipt comes once, so another row does not take its place"
    view = desk.window.findChildren(ReceiptView)[-1]
    view.save_to(tmp_path / "receipt.txt")
    desk.rest()
    assert "asked in writing" in (tmp_path / "receipt.txt").read_text("utf-8")

    assert not desk.page.undo(), "there is nothing to take back"
    person.step_back()
    desk.choose(desk.rows()[4])
    assert person.id == desk.rows()[4].id


def erased_earlier(desk: Desk) -> None:
    """Budhni Kujur was on the roster and asked to be erased."""
    with desk.page.records.store.transaction("members.add") as session:
        person = members.add(session, new=members.New(name="बुधनी कुजूर", phones="9812345670"))
        erasing.erase(session, member=person, reason="asked")
    desk.rest()


def test_who_was_erased_is_added_only_after_the_question(desk: Desk) -> None:
    erased_earlier(desk)
    before = len(desk.rows())
    desk.page.open_place("add")
    desk.rest()
    form = desk.page.person.form
    assert form is not None
    again = form.fields["again"]
    assert not again.isVisible(), "nobody else is asked"
    form.set_values({"name": "Budhni Kujur", "phones": "98123 45670"})
    form.save()
    desk.rest()
    assert again.isVisible()
    assert again.isAncestorOf(desk.window.focusWidget())
    assert not again.visibleRegion().isEmpty(), "it is scrolled to"
    assert "this person was erased on" in "".join(w.text() for w in again.findChildren(QLabel))
    assert len(desk.rows()) == before
    again.set_value("signed a new form")
    form.save()
    desk.rest()
    assert len(desk.rows()) == before + 1
    row = next(row for row in desk.rows() if row.name == "Budhni Kujur")
    assert [c.how for c in desk.member(row.id).consents] == ["signed a new form"]


def test_an_import_tells_before_and_after_whom_it_holds_back(desk: Desk, tmp_path: Path) -> None:
    erased_earlier(desk)
    path = tmp_path / "list.csv"
    path.write_text("नाम,मोबाइल\nबुधनी कुजूर,98123 45670\nनया आदमी,\n", encoding="utf-8-sig")
    view = _open(desk, path)
    _next(desk)
    desk.rest()
    assert "1 row is about a person who was erased. It is held back." in _words(view)
    before = len(desk.rows())
    _answer(view)
    _next(desk)
    desk.rest()
    assert "1 row is about a person who was erased. It is held back." in _words(view)
    assert len(desk.rows()) == before + 1


def test_a_large_file_is_written_anew_when_the_receipt_is_told_to(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "LARGEST", 1)
    erase_first(desk, "asked in writing")
    view = desk.window.findChildren(ReceiptView)[-1]
    assert view.write_anew.isVisible()
    assert desk.records.store.is_untidy()
    assert "may still hold copies" in "".join(w.text() for w in view.findChildren(QLabel))
    view.write_anew.click()
    desk.rest()
    assert not desk.records.store.is_untidy()
    assert not view.write_anew.isVisible()
    assert "No copy is left" in "".join(w.text() for w in view.findChildren(QLabel) if w.isVisible())


def test_leaving_the_form_stops_what_was_not_erased_yet(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go = Event(), Event()
    look = erased_texts.look

    def slow(execute: Any, who: Any, progress: Progress) -> Any:
        begun.set()
        go.wait(10)
        return look(execute, who, progress)

    monkeypatch.setattr(erased_texts, "look", slow)
    row = desk.rows()[0]
    desk.choose(row)
    desk.page._on_menu_picked(row, Choice.ERASE)
    desk.rest()
    form = desk.page.person.form
    assert form is not None
    form.set_values({"reason": "asked"})
    form.save()
    assert begun.wait(10)
    assert not form.foot_buttons()[1].isEnabled()
    assert desk.page.person.busy(), "another row does not take the place of the form"
    form.cancelled.emit()
    go.set()
    desk.rest()
    assert desk.page.person.mode == PERSON
    assert desk.member(row.id).id == row.id
