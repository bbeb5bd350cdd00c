"""Erasing a person in the window: the reason first, then the receipt, and no way back."""

from pathlib import Path

from tests.ui.members.conftest import Desk
from ui.members.erase import ReceiptView
from ui.members.menu import Choice
from ui.members.pane import ERASE, RECEIPT


def erase_first(desk: Desk, reason: str) -> bytes:
    """Chooses "Erase for good…" of the first row's menu, types the reason and confirms."""
    row = desk.rows()[0]
    desk.choose(row)
    desk.page._on_menu_picked(row, Choice.ERASE)
    desk.rest()
    form = desk.page.person.form
    assert desk.page.person.mode == ERASE
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
    assert desk.page.person.mode == ERASE
    assert desk.member(who).id == who


def test_a_person_is_gone_and_the_receipt_stays_until_it_is_closed(desk: Desk, tmp_path: Path) -> None:
    before = len(desk.rows())
    who = erase_first(desk, "asked in writing")
    person = desk.page.person
    assert person.mode == RECEIPT
    assert len(desk.rows()) == before - 1
    assert who not in {row.id for row in desk.rows()}

    desk.choose(desk.rows()[3])
    assert person.mode == RECEIPT, "the receipt comes once, so another row does not take its place"
    view = desk.window.findChildren(ReceiptView)[-1]
    view.save_to(tmp_path / "receipt.txt")
    desk.rest()
    assert "asked in writing" in (tmp_path / "receipt.txt").read_text("utf-8")

    assert not desk.page.undo(), "there is nothing to take back"
    person.step_back()
    desk.choose(desk.rows()[4])
    assert person.id == desk.rows()[4].id
