"""Joining a real HQ from the window, syncing, by file, leaving, and what HQ can do to a laptop."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress
from organizer_app.hq import admissions
from organizer_app.hq import bundles as hq_bundles
from organizer_app.hq.hub import Hub
from organizer_app.jobs import bundles, joining, sync
from tests.conftest import District
from tests.sync.online import RANCHI, Online, names
from tests.ui.sync import made
from tests.ui.sync.conftest import Open
from tests.ui.sync.test_conflicts import press, said, window_of
from ui.sync.joining import address_problem, code_problem, split
from ui.sync.page import SyncPage

Rest = Callable[[], None]


def type_in(page: SyncPage, code: str, address: str) -> None:
    """Fills the form in and asks what would come."""
    page.joining.form.set_values({"code": code, "address": address})
    press(page, "See what comes")


def toast(page: SyncPage) -> str:
    return window_of(page).toast.text()


def test_what_joining_does_is_said_first(open_page: Open) -> None:
    told = said(open_page())
    for words in ("What comes to this laptop", "What goes to HQ", "Who sees it", "Everything works without HQ, too"):
        assert words in told
    assert "No code yet?" in told


@pytest.mark.parametrize(
    ("text", "code", "address"),
    [
        ("ABCD-EFGH", "ABCD-EFGH", ""),
        ("https://hq.example.org ABCD-EFGH", "ABCD-EFGH", "https://hq.example.org"),
        ("ABCD-EFGH\nhttps://hq.example.org/", "ABCD-EFGH", "https://hq.example.org"),
    ],
)
def test_a_paste_with_both_is_taken_apart(text: str, code: str, address: str) -> None:
    assert split(text) == (code, address)


def test_a_scanned_code_fills_both_fields(open_page: Open) -> None:
    page = open_page()
    page.joining._code.input.setPlainText("https://hq.example.org ABCD-EFGH")  # type: ignore[union-attr]  # two lines
    values = page.joining.form.values()
    assert (values["code"], values["address"], values["device"]) == ("ABCD-EFGH", "https://hq.example.org", "office")


def test_what_is_wrong_stands_below_the_field(open_page: Open, rest: Rest) -> None:
    assert "32" in code_problem("ABC")
    assert address_problem("hq.example.org")
    assert address_problem("https://hq.example.org") == ""
    page = open_page()
    type_in(page, "ABCD", "somewhere")
    rest()
    told = said(page.joining.form)
    assert "it needs 32" in told
    assert "begins with https://" in told
    assert page.syncing.job is None


def test_joining_brings_what_is_there_and_sends_what_is_here(
    open_page: Open, hq: Online, district: District, rest: Rest
) -> None:
    page = open_page()
    type_in(page, hq.site.code(*RANCHI, ("hq", "ro")), hq.url)
    rest()
    told = said(page.joining)
    assert "0 people, 0 records, less than 0.1 MB" in told
    assert "Ranchi: people, camps and attendance" in told
    assert "changes made here" in told
    assert not page.syncing.standing.hq, "nothing is done before somebody agrees"
    press(page, "Join HQ")
    assert window_of(page)._topbar.pill.text() == "Syncing…"
    assert page.joining.strip.isVisible()
    rest()
    page.syncing.refresh()
    rest()
    assert "belongs to HQ now" in toast(page)
    told = said(page)
    assert "Ranchi: people, camps and attendance" in told
    assert "(only to read)" in told
    assert "Sent " in told
    assert page.joining.isHidden()
    assert window_of(page)._topbar.pill.text() == "Saved here and at HQ"
    other = hq.laptop("other")
    assert names(other) == names(district.store)


def test_joining_without_a_network_by_files(
    open_page: Open, hq: Online, district: District, rest: Rest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, request = tmp_path / "hq.organizer-join", tmp_path / "request.organizer-join"
    public.write_bytes(admissions.public_file(hq.site.keys, hq.url))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(request), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (str(public), ""))
    page = open_page()
    press(page, "Ask by pendrive…")
    assert "Code from HQ: please fill this in." in said(page.joining.form)
    page.joining.form.set_values({"code": hq.site.code(*RANCHI)})
    press(page, "Ask by pendrive…")
    rest()
    assert "The request is in request.organizer-join. Carry it to HQ" in said(page.joining)
    press(page, "Read HQ's answer…")  # HQ's own file once more
    rest()
    assert "hq.organizer-join is what HQ hands out before joining" in said(page.joining)
    with hq.site.engine.begin() as connection:
        data = admissions.answer(connection, hq.site.keys, request.read_bytes(), "request", hq.site.now).data
    public.write_bytes(data)
    press(page, "Read HQ's answer…")
    rest()
    assert "Ranchi: people, camps and attendance" in said(page.joining)
    assert not page.syncing.standing.hq
    press(page, "Join HQ")
    rest()
    page.syncing.refresh()
    rest()
    assert "belongs to HQ now" in toast(page)
    assert page.joining.isHidden()
    assert sync.run(district.store).error == ""


def test_a_code_of_another_hq_is_refused_in_the_form(open_page: Open, hq: Online, rest: Rest) -> None:
    page = open_page()
    code = hq.site.code(*RANCHI)
    type_in(page, code, "http://127.0.0.1:9")
    rest()
    assert "HQ was not reached" in said(page.joining)
    assert page.joining.form.values()["code"] == code, "nothing has to be typed again"
    assert page.joining._see.isEnabled()


def test_sync_now_goes_out_and_a_lost_line_is_no_harm(
    open_page: Open, hq: Online, district: District, rest: Rest, qtbot: QtBot
) -> None:
    joining.join(district.store, code=hq.site.code(*RANCHI), address=hq.url, device="office")
    page = open_page()
    (ram,) = made.people(district, 1)
    made.edit(district, ram, "Sarnath")
    page.refresh()
    rest()
    assert "1 change goes out with the next sync." in said(page)
    handle = page.window().windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: bool(page.syncing.outcomes))
    rest()
    assert page.syncing.outcomes[0].sent == 1
    assert "Sent 1 change" in said(page)
    hq.close()
    made.edit(district, ram, "Bundu")
    press(page, "Sync now")
    rest()
    told = said(page)
    assert "Working offline" in told
    assert "1 change goes out when the network is back." in told
    assert str(page.syncing.outcomes[0].error).startswith("HQ was not reached.")
    assert page.state_card._now.isEnabled()


def test_a_conflict_of_two_laptops_shows_in_the_window(
    open_page: Open, hq: Online, district: District, rest: Rest
) -> None:
    joining.join(district.store, code=hq.site.code(*RANCHI), address=hq.url, device="office")
    other = hq.laptop("other")
    (ram,) = made.people(district, 1)
    made.edit(District(other, district.home), ram, "Bundu")
    sync.run(other)
    made.edit(district, ram, "Sarnath")
    page = open_page()
    press(page, "Sync now")
    rest()
    page.refresh()
    rest()
    (card,) = page.conflicts.cards
    told = said(card)
    assert told.index("This laptop") < told.index("Another laptop")
    assert f"Before: {ram.place}" in told
    assert "1 to look at" in window_of(page)._topbar.pill.text()
    page.conflicts.keep_theirs()
    rest()
    sync.run(district.store)
    sync.run(other)
    assert names(other) == names(district.store)
    assert made.place_of(district, ram) == made.place_of(District(other, district.home), ram) == "Bundu"


def test_by_file_there_and_back(
    open_page: Open, hq: Online, district: District, rest: Rest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    joining.join(district.store, code=hq.site.code(*RANCHI), address=hq.url, device="office")
    (ram,) = made.people(district, 1)
    made.edit(district, ram, "Sarnath")
    page = open_page()
    file = tmp_path / "stick.organizer-sync"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (str(file), ""))
    press(page, "Copy to pendrive…")
    rest()
    assert "1 change is in stick.organizer-sync" in said(page)
    assert file.stat().st_size > 100
    press(page, "Read from pendrive…")  # the file for HQ, not its answer
    rest()
    assert "is the file for HQ" in said(page)
    file.write_bytes(b"not a file of HQ's")
    with pytest.raises(RuleBroken):
        bundles.read(district.store, file=file)
    page.files.read(file)
    rest()
    assert "1 change goes out" in said(page)
    file.unlink()
    press(page, "Copy to pendrive…")
    rest()
    engine = hq.site.engine
    file.write_bytes(hq_bundles.answer(engine, Hub(engine), hq.site.keys, file.read_bytes(), file.name).data)
    press(page, "Read from pendrive…")
    rest()
    assert "HQ's answer is read. Sent 1 change" in said(page)
    assert page.overview is not None
    assert page.overview.standing.waiting == 0
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: ("", ""))
    page.files.ask_write()
    page.files.ask_read()
    assert page.syncing.job is None


def test_leaving_says_what_stays(open_page: Open, hq: Online, district: District, rest: Rest) -> None:
    joining.join(district.store, code=hq.site.code(*RANCHI), address=hq.url, device="office")
    (ram,) = made.people(district, 1)
    made.edit(district, ram, "Sarnath")
    page = open_page()
    press(page, "Leave HQ…")
    rest()
    told = said(page)
    assert "1 change has not gone out. It stays here, and HQ will not have it." in told
    assert "Everything on this laptop stays here" in told
    press(page, "Stay")
    rest()
    assert "Leave HQ?" not in said(page)
    press(page, "Leave HQ…")
    rest()
    press(page, "Leave HQ")
    rest()
    page.syncing.refresh()
    rest()
    assert "works alone now" in toast(page)
    assert page.joining.isVisible()
    assert window_of(page)._topbar.pill.text() == "Everything is saved on this laptop"
    assert made.place_of(district, ram) == "Sarnath"


def test_a_new_code_is_typed_on_a_laptop_that_joined(
    open_page: Open, hq: Online, district: District, rest: Rest
) -> None:
    joining.join(district.store, code=hq.site.code(*RANCHI), address=hq.url, device="office")
    page = open_page()
    press(page, "Type a new code…")
    rest()
    assert page.joining.isVisible()
    assert page.joining.form.values()["address"] == hq.url
    type_in(page, hq.site.code(("D340", "rw")), hq.url)
    rest()
    assert "Goes from this laptop" in said(page.joining)
    press(page, "Not now")
    rest()
    assert "Who sees it" in said(page.joining)
    assert page.joining.isVisible()
    type_in(page, hq.site.code(*RANCHI), hq.url)
    rest()
    page.joining._name.input.setText("other")  # type: ignore[union-attr]  # one line
    assert page.joining.coming is None, "what was said is of another wish"
    press(page, "See what comes")
    rest()
    press(page, "Join HQ")
    rest()
    assert page.joining.isHidden()


def test_it_syncs_by_itself_when_it_is_due(open_page: Open, hq: Online, district: District, rest: Rest) -> None:
    page = open_page()
    page.syncing._on_clock()
    assert page.syncing._schedule is None, "a laptop that has not joined asks nobody"
    joining.join(district.store, code=hq.site.code(*RANCHI), address=hq.url, device="office")
    page.syncing.refresh()
    rest()
    (ram,) = made.people(district, 1)
    made.edit(district, ram, "Sarnath")
    page.syncing._on_clock()
    rest()
    assert page.syncing.outcomes[0].sent == 1
    page.syncing._on_clock()
    rest()
    assert len(page.syncing.outcomes) == 1, "the next time is in ten minutes"
    page.syncing._on_changed(frozenset({"day_closes"}))
    page.syncing._on_clock()
    rest()
    assert len(page.syncing.outcomes) == 2, "a closed day goes out soon"


def endless(_store: object, progress: Progress, **_given: str) -> None:
    """Work that ends when somebody cancels."""
    while True:
        progress.step(1)
        time.sleep(0.01)


def test_joining_goes_on_in_another_language(
    open_page: Open, qtbot: QtBot, rest: Rest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "join", endless)
    page = open_page()
    window, syncing = window_of(page), page.syncing
    page.joining.join(code="x", address="https://hq.example.org", device="office")
    window.use_language("hi")
    qtbot.waitUntil(lambda: window.page("sync") is not page)
    again = window.page("sync")
    assert isinstance(again, SyncPage)
    qtbot.waitUntil(again.joining.strip.isVisible)
    assert not again.joining._see.isEnabled()
    assert syncing.job is not None
    syncing.job.cancel()
    rest()
    assert again.joining._see.isEnabled()
    assert again.joining.strip.isHidden()


def test_cancel_keeps_what_went_through(
    open_page: Open, district: District, rest: Rest, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.join(district)
    monkeypatch.setattr(sync, "run", endless)
    page = open_page()
    press(page, "Sync now")
    assert not page.state_card._now.isEnabled()
    press(page, "Cancel")
    rest()
    assert "Stopped; what went through is saved on both sides." in said(page)
    assert page.syncing.job is None
    assert page.state_card.strip.isHidden()
    window = window_of(page)
    window.use_language("hi")
    rest()
    again = window.page("sync")
    assert isinstance(again, SyncPage)
    assert "रोका गया; जितना पहुँचा" in said(again), "what was said before is said in the language of now"


def test_a_revoked_laptop_is_told_apart(
    open_page: Open, district: District, rest: Rest, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    made.join(district)

    def taken(_store: object, _progress: object) -> None:
        raise sync.Revoked(sync.REVOKED, file="unsent-for-hq.organizer-sync")

    monkeypatch.setattr(sync, "run", taken)
    page = open_page()
    with qtbot.waitSignal(page.syncing.revoked) as heard:
        page.syncing.sync_now()
    assert heard.args is not None
    assert "unsent-for-hq" in heard.args[0]
    rest()
