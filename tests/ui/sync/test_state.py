"""Where the laptop stands, in plain words: the pill, the first card, what waits, what HQ refused."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from organizer_app.domain.clock import now_ms
from organizer_app.domain.sync_state import Standing
from organizer_app.jobs.joining import Coming
from tests.conftest import District
from tests.ui.sync import made
from tests.ui.sync.conftest import Open
from tests.ui.sync.test_conflicts import press, said, window_of
from tests.ui.walk import every_look, problems
from ui.shared.pill import SyncPill, sentence, words
from ui.start import settle
from ui.sync.lists import waiting_card
from ui.sync.page import SyncPage
from ui.sync.state_card import headline
from ui.sync.words import holds

HQ = "https://hq.example.org"


@pytest.mark.parametrize(
    ("standing", "busy", "pill", "told"),
    [
        (Standing(), False, "Everything is saved on this laptop", "Nothing goes out by itself."),
        (Standing(HQ), False, "Saved here and at HQ", "HQ has everything, too."),
        (Standing(HQ, waiting=14), False, "14 to send", "14 changes go out with the next sync."),
        (
            Standing(HQ, waiting=1, error="x"),
            False,
            "Offline · 1 to send",
            "1 change goes out when the network is back.",
        ),
        (Standing(HQ, waiting=3, conflicts=1, refused=1), False, "3 to send", "3 changes go out"),
        (Standing(HQ, conflicts=1, refused=1), False, "2 to look at", "Everything is saved on this laptop."),
        (Standing(HQ, refused=1), False, "1 to look at", "Everything is saved on this laptop."),
        (Standing(HQ, waiting=14), True, "Syncing…", "Syncing…"),
    ],
)
def test_the_pill(standing: Standing, busy: bool, pill: str, told: str) -> None:
    found = words(standing, busy=busy)
    assert found.text == pill
    assert told in found.told
    assert "too" not in sentence(Standing(HQ, refused=1)), "HQ has not everything"


def test_a_narrow_pill_keeps_its_number(qapp: QApplication) -> None:
    pill = SyncPill()
    pill.show_standing(Standing(HQ, waiting=1200), busy=False)
    pill.set_narrow(True)
    assert (pill.text(), pill.accessibleName()) == ("1,200", "1,200 to send")
    pill.show_standing(Standing(HQ), busy=False)
    assert (pill.text(), pill.accessibleName()) == ("", "Saved here and at HQ")


@pytest.mark.parametrize(
    ("standing", "busy", "title"),
    [
        (Standing(HQ), True, "Syncing…"),
        (Standing(HQ, conflicts=1), False, "Something needs you"),
        (Standing(HQ, error="x"), False, "Working offline"),
        (Standing(HQ, waiting=1), False, "Changes wait to go out"),
        (Standing(HQ), False, "Everything is with HQ"),
    ],
)
def test_the_headline(standing: Standing, busy: bool, title: str) -> None:
    assert headline(standing, busy=busy)[0] == title


def test_what_a_laptop_holds() -> None:
    camp = f"camp:{'0' * 32}"
    names = {"D339": "Ranchi", "D339:up": "Ranchi", "D340": "Bundu", "D340:up": "Bundu"}
    assert holds(["D340", "D339", "D339:up", camp, "state:20", "hq", "odd"], ["hq"], names) == [
        "Bundu, Ranchi: people, camps and attendance",
        "Ranchi: what is shared with the state, counts without people",
        "Camps above the district: sheets and who is invited",
        "From the state: places, wings, targets, directives",
        "From HQ: places, wings and what is for everybody (only to read)",
    ]


def test_offline_everything_is_said(open_page: Open, district: District) -> None:
    made.join(district, error=True)
    page = open_page()
    told = said(page)
    assert "Working offline" in told
    assert "638 changes go out when the network is back." in told
    assert "HQ was not reached." in told
    assert "People" in told
    assert "296" in told
    assert "Ranchi: people, camps and attendance" in told
    assert "Last exchange with HQ: today" in told
    assert "No backup yet" in told
    assert page.joining.isHidden()
    window = window_of(page)
    assert window._topbar.pill.text() == "Offline · 638 to send"
    QTest.mouseClick(window._topbar.pill, Qt.MouseButton.LeftButton)
    assert window.key == "sync"


def test_the_header_hears_of_a_change(open_page: Open, district: District, rest: Callable[[], None]) -> None:
    made.join(district, waiting=False)
    page = open_page()
    assert window_of(page)._topbar.pill.text() == "Saved here and at HQ"
    (ram,) = made.people(district, 1)
    made.clash(district, ram, "guardian", ram.guardian, "X", here="lost")
    rest()
    page.syncing._soon.timeout.emit()
    rest()
    assert window_of(page)._topbar.pill.text() == "1 to send"
    assert window_of(page)._sidebar.lines["sync"].accessibleName() == "Sync, 1 to look at"
    assert len(page.conflicts.cards) == 1


def test_what_hq_refused_and_why(open_page: Open, district: District, rest: Callable[[], None]) -> None:
    made.join(district, waiting=False)
    ram, sita = made.people(district, 2)
    made.refuse(district, ram, "HQ takes no phone number of 30 digits.")
    made.refuse(district, sita, "", state="parked")
    page = open_page()
    told = said(page)
    assert "HQ takes no phone number of 30 digits." in told
    assert "Village or ward: Sarnath" in told
    assert "HQ keeps it aside" in told
    press(page, f"Seen: {ram.name}")
    rest()
    assert "30 digits" not in said(page)
    assert page.overview is not None
    assert page.overview.standing.refused == 1


def test_an_outcome_stands_under_lately(open_page: Open, district: District, rest: Callable[[], None]) -> None:
    made.join(district, waiting=False)
    page = open_page()
    page.syncing.keep(31, 212)
    page.syncing.keep(0, 0)
    page.syncing.keep(0, 0, "HQ did not answer in time.")
    page.refresh()
    rest()
    told = said(page)
    assert "Sent 31 changes  ·  Received 212 records" in told
    assert "Nothing new on either side" in told
    assert "HQ did not answer in time." in told
    assert now_ms() - page.syncing.outcomes[0].at < 60_000


def test_the_times_of_what_waits_stand_in_a_column(open_page: Open, district: District) -> None:
    made.join(district)
    page = open_page()
    times = [
        w for w in page.findChildren(QLabel) if w.isVisible() and w.text().startswith("today") and len(w.text()) < 12
    ]
    assert len(times) > 1
    assert len({w.mapTo(page, w.rect().topRight()).x() for w in times}) == 1
    assert page.state_card._copy.x() == page.state_card._title.x()


def test_every_key_is_in_the_list(open_page: Open) -> None:
    keys = open_page().keys()
    assert [key for key, _words in keys] == ["F5", "Ctrl+Shift+U", "Ctrl+Shift+R", "1", "2", "3", "4", "J", "K"]


def come(page: object) -> None:
    """HQ has said what joining brings, and what goes."""
    assert isinstance(page, SyncPage)
    granted = ("D339", "D339:up", "state:20", "hq")
    found = Coming(tuple((b, "rw") for b in granted), 12_345, 40_123, 3_800_000, 638, ("D340",), 2_310)
    held = holds(granted, ("state:20", "hq"), {"D339": "Ranchi", "D339:up": "Ranchi"})
    page.joining.show_coming(lambda: None, (found, held, holds(("D340",), (), {"D340": "Khunti"})))


@pytest.mark.slow
@pytest.mark.parametrize("scene", ["alone", "coming", "busy", "leaving"])
def test_it_fits_in_every_look(open_page: Open, district: District, qapp: QApplication, scene: str) -> None:
    if scene not in ("alone", "coming"):
        made.join(district, error=True)
        ram, sita, gita = made.people(district, 3)
        long = "Sarnath Colony, near the old post office and the water tank, behind the school"
        made.clash(district, ram, "place", ram.place, long)
        made.clash(district, ram, "guardian", ram.guardian, "Ram Lal", here="kept")
        made.clash(district, ram, "status", "member", "volunteer")
        made.clash(district, sita, "*", None, {"place": long}, here="", kind="out-of-scope")
        made.refuse(district, gita, "HQ takes no phone number of 30 digits.")
    page = open_page()
    window = window_of(page)
    found = []
    for look in every_look(window, qapp, "sync"):
        if scene == "leaving":
            window.go("sync", "leave")
            settle(qapp, window.tasks)
        if scene == "coming":
            come(window.page("sync"))
            settle(qapp, window.tasks)
        found += [f"{look}: {p}" for p in problems(window.page("sync"))]
    assert found == []


def test_what_is_in_no_area_of_this_laptop_is_said_apart(qapp: QApplication) -> None:
    shown = waiting_card((), 2, 1)
    shown.show()
    told = said(shown)
    shown.close()
    assert "2 people wait for a place" in told
    assert "1 change belongs to a district that this laptop never had. Ask HQ for it" in told
