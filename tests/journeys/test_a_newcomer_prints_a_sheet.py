"""From the first start to a printed attendance sheet, in Hindi, on what can be seen alone, in 25 actions at most.

Once in the made-up district, once with a roster of one's own. The language, the passphrase (on a laptop whose keyring
answers it is not asked for) and the recovery code are part of it.
"""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from organizer_app import settings
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.progress import Progress
from organizer_app.jobs import first_run
from organizer_app.jobs.opening import DataFolder
from organizer_app.services import camps, sheets
from tests.journeys.newcomer import Newcomer
from ui.choices import Choices
from ui.program import Program
from ui.start import make_application

MOST = 25
PEOPLE = 30
MADE_UP = 60
SECRET = "neela ghada mitti"
WELCOME, MADE_UP_DISTRICT = "अपना जिला बनाएँ", "काल्पनिक जिला खोलें"
SHEETS, PRINT = "पक्की करके पत्रक छापें", "छापें"


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newcomer]:
    """At a laptop with an empty home folder and no printer but the one that writes a file; the program was begun."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("CUPS_SERVER", "nowhere.invalid")
    monkeypatch.chdir(home)
    make_application("en", dark=False)
    at = settings.load({}, usual_data=tmp_path / "data", usual_file=tmp_path / "settings.json")
    program = Program(Choices(at))
    program.begin()
    yield Newcomer(program)
    program.close()
    for window in (program.gate, program.window):
        if window is not None:
            window.close()
            window.deleteLater()
    QTest.qWait(1)


def test_with_a_roster_of_ones_own(newcomer: Newcomer, tmp_path: Path) -> None:
    write_roster(tmp_path / "home" / "kanke.csv", PEOPLE, 3)
    newcomer.click("हिन्दी")
    newcomer.click(WELCOME)
    newcomer.fill("आपका जिला या क्षेत्र", "रांची")
    newcomer.pick("रांची")
    newcomer.fill("संगठन का नाम हिन्दी में", "जन सहयोग")
    newcomer.fill("पासवर्ड", SECRET)
    newcomer.fill("पासवर्ड फिर से", SECRET)
    newcomer.click("अपना जिला बनाएँ")
    newcomer.click("PDF सहेजें…")
    newcomer.key(Qt.Key.Key_Return)
    newcomer.click("जिला खोलें")

    newcomer.click("सूची आयात करें")
    newcomer.click("फ़ाइल चुनें")
    newcomer.open_file("kanke.csv")
    newcomer.click("आगे")
    newcomer.fill("सूची कहाँ से आई?", "प्रखंड पंजी 2026")
    newcomer.open_list("इसके लिए सहमति कैसे मिली?")
    newcomer.pick("उनसे पूछा गया और उन्होंने हाँ कहा")
    newcomer.click("आयात करें")

    newcomer.click("शिविर तय करें")
    newcomer.click("शिविर बनाएँ")
    newcomer.click(f"{PEOPLE} लोगों को आमंत्रित करें")
    newcomer.click(SHEETS)
    _print(newcomer, tmp_path / "sheet.pdf", PEOPLE)


@pytest.mark.slow
def test_in_the_made_up_district(newcomer: Newcomer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def small(folder: DataFolder, progress: Progress) -> None:
        first_run.make_made_up(folder, progress, members=MADE_UP)

    monkeypatch.setattr("ui.welcome.first_run.make_made_up", small)
    newcomer.click("हिन्दी")
    newcomer.click(MADE_UP_DISTRICT)
    newcomer.click("नया शिविर")
    newcomer.click("शिविर बनाएँ")
    newcomer.click(f"{MADE_UP} लोगों को आमंत्रित करें")
    newcomer.click(SHEETS)
    _print(newcomer, tmp_path / "sheet.pdf", MADE_UP)


def _print(newcomer: Newcomer, file: Path, people: int) -> None:
    """Answers the dialog of the printer, which is a file here; looks at what came out, and at what it cost."""
    newcomer.wait(lambda: isinstance(newcomer.window(), QPrintDialog))
    newcomer.name_file(file)  # on a desktop it has a name already
    newcomer.click(PRINT)
    newcomer.wait(file.exists)
    newcomer.wait(lambda: not newcomer.program.tasks.busy())
    QTest.qWait(1)
    with newcomer.store().reading() as session:
        camp = next(c for c in camps.rows(session) if c.title == "प्रशिक्षण शिविर, रांची")
        (version,) = sheets.versions(session, camp=camp.id)
    assert version.people == people
    assert version.printed_at is not None, "it counts as printed"
    pages = pypdfium2.PdfDocument(file)
    assert len(pages) == version.pages
    shades = pages[0].render(scale=0.3).to_pil().convert("L").getextrema()
    assert shades[0] < 100 < shades[1], "something stands on the paper"
    assert len(newcomer.actions) <= MOST, newcomer.actions
    assert QApplication.activeModalWidget() is None
