"""The papers of a camp: options, the lost page, saving, printing, and what a change touches."""

from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from organizer_app.domain import clock
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.sheets import Change
from organizer_app.jobs import papers
from organizer_app.services import camps, invitations, sheets
from tests.ui.camps.conftest import Seen
from ui.camps import press as press_module
from ui.camps.paper_options import ABOUT, needs_list, order_options
from ui.camps.papers_tab import PapersTab
from ui.camps.press import file_name
from ui.camps.reprint import TOUCHED


def papers_tab(seen: Seen, camp: bytes) -> PapersTab:
    tab = seen.open(camp, "papers")
    assert isinstance(tab, PapersTab)
    return tab


def test_before_the_camp_is_there_its_form_belongs_to_the_tab(seen: Seen, qtbot: QtBot) -> None:
    tab = PapersTab(papers_tab(seen, seen.camp(invited=4)).desk)
    qtbot.addWidget(tab)
    assert tab.form.window() is tab


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    finally:
        document.close()


def test_every_paper_of_the_jobs_is_a_row_with_its_use(seen: Seen) -> None:
    tab = papers_tab(seen, seen.camp(invited=4))
    assert [paper.what for paper in tab.table._values] == list(papers.PAPERS)
    assert ABOUT.keys() == set(papers.PAPERS)


def test_what_needs_the_frozen_list_is_what_the_job_refuses(seen: Seen) -> None:
    camp = seen.camp(invited=4)
    sentences = {
        what: refusal(seen, papers.Order(camp, what, change=Change("venue", "a", "b"))) for what in papers.PAPERS
    }
    refused = {what for what, sentence in sentences.items() if sentence}
    assert refused == {what for what in papers.PAPERS if needs_list(what)}
    assert all("Freeze the list" in sentences[what] for what in refused)


def refusal(seen: Seen, order: papers.Order) -> str:
    try:
        papers.make(seen.district.store, order)
    except RuleBroken as error:
        return str(error)
    return ""


@pytest.mark.parametrize("what", ["venue", "trainer"])
def test_a_change_touches_exactly_the_papers_named(seen: Seen, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    camp = seen.camp(invited=4, frozen=True)
    now = clock.now_ms()
    monkeypatch.setattr(clock, "source", lambda: now)  # the minute of printing stands at the foot of some papers
    listed = (*papers.FOR_SHOP, "invitation")
    store = seen.district.store
    before = {paper: text_of(papers.make(store, papers.Order(camp, paper, language="en")).pdf) for paper in listed}
    if what == "venue":
        seen.write(partial(camps.edit, camp=camp, venue="Panchayat hall"))
    else:
        session = seen.read(partial(camps.get, camp=camp)).sessions[0]
        change = partial(camps.substitute_trainer, session_id=session.id, before="Ramesh Oraon", after="Sunita Munda")
        seen.write(change)
    after = {paper: text_of(papers.make(store, papers.Order(camp, paper, language="en")).pdf) for paper in listed}
    assert {paper for paper in listed if before[paper] != after[paper]} == set(TOUCHED[what])


def test_options_become_an_order() -> None:
    values = {"language": "hi", "paper": "legal", "ticks": ["phones", "late"], "pages": "2-3 5"}
    assert order_options("sheet", values) == {
        "language": "hi",
        "paper": "legal",
        "mask_phones": False,
        "late_only": True,
        "pages": (2, 3, 5),
    }
    notice = order_options("notice", {"language": "en", "change": "venue", "before": "a", "after": "b"})
    assert notice["change"] == Change("venue", "a", "b")


def test_one_lost_page_is_made_again(seen: Seen) -> None:
    tab = papers_tab(seen, seen.camp(invited=60, frozen=True))
    tab.form.set_values({"pages": "two"})
    tab.show_paper()
    assert "Write pages" in tab.form.fields["pages"]._below.text()
    tab.form.set_values({"pages": "2", "language": "en"})
    tab.show_paper()
    seen.settle()
    preview = seen.page._make_press().preview
    assert len(preview._canvas.sizes) == 1
    assert "26" in text_of(preview._pdf)


def test_nothing_is_frozen_while_a_page_cannot_be_read(seen: Seen) -> None:
    tab = papers_tab(seen, seen.camp(invited=4))
    tab.form.set_values({"pages": "राम"})
    tab.freeze_card.first.click()
    seen.settle()
    assert "Write pages" in tab.form.fields["pages"]._below.text()
    assert tab._standing is not None
    assert tab._standing.versions == ()
    tab.form.set_values({"pages": ""})
    tab.freeze_card.first.click()
    seen.settle()
    assert len(tab._standing.versions) == 1


def test_the_language_is_kept_from_paper_to_paper_but_not_the_page(seen: Seen) -> None:
    tab = papers_tab(seen, seen.camp(invited=4, frozen=True))
    tab.form.set_values({"language": "hi", "pages": "1"})
    tab.choose("badges")
    assert tab._name.text() == "Badges"
    assert (tab.form.values()["language"], tab.form.values()["pages"]) == ("hi", "")


def test_a_paper_is_saved_whole_or_the_reason_said(seen: Seen, tmp_path: Path) -> None:
    tab = papers_tab(seen, seen.camp(invited=4, frozen=True))
    tab.choose("shop")
    target = tmp_path / "pendrive" / "camp.pdf"
    tab.save_to(target)
    seen.settle()
    assert "could not be written" in seen.window.toast.text()
    target.parent.mkdir()
    tab.save_to(target)
    seen.settle()
    assert seen.window.toast.text() == f"Saved in {target}."
    assert target.read_bytes().startswith(b"%PDF")
    assert [file.name for file in target.parent.iterdir()] == ["camp.pdf"]


def test_the_shop_is_asked_for_a_pendrive_first(seen: Seen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_module, "pendrive", lambda: tmp_path)
    tab = papers_tab(seen, seen.camp(invited=4, frozen=True))
    tab.choose("shop")
    tab.ask_file()
    dialog = seen.window.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.directory().path()) == tmp_path
    dialog.fileSelected.emit(str(tmp_path / "shop.pdf"))
    dialog.close()
    seen.settle()
    assert (tmp_path / "shop.pdf").exists()


def test_print_shows_the_paper_and_asks_for_the_printer(seen: Seen) -> None:
    tab = papers_tab(seen, seen.camp(invited=4, frozen=True))
    tab.print_paper()
    seen.settle()
    dialogs = [found for found in seen.window.findChildren(QDialog) if found.isVisible()]
    assert len(dialogs) == 1
    dialogs[0].close()
    seen.settle()


def test_only_late_names_of_the_second_version(seen: Seen) -> None:
    camp = seen.camp(invited=60, frozen=True)
    seen.write(partial(invitations.invite, camp=camp, wanted=3))
    seen.write(partial(sheets.freeze, camp=camp), "sheets.freeze")
    tab = papers_tab(seen, camp)
    assert "Version 2A: 63 people" in tab.freeze_card._title.text()
    assert tab.freeze_card.again.isHidden()
    tab.form.set_values({"ticks": ["late"]})
    tab.show_paper()
    seen.settle()
    assert len(seen.page._make_press().preview._canvas.sizes) == 1, "60 people and 3 late ones: the third page"


def test_file_names_hold_nothing_a_file_system_refuses() -> None:
    order = papers.Order(b"x" * 16, "badges")
    assert file_name(order, 'A/B: "C" <D>|?*\\\n') == "Badges – A B C D.pdf"
    assert len(file_name(order, "x" * 400)) == 124
