"""A camp day without network: from an XLSX of two hundred to a closed day, all through the commands.

Two hundred names in both scripts, ten shared phones, two sessions, twenty-five walk-ins, one page lost and printed
again, and one kill -9 while marks are typed. Nobody is lost, nobody is counted twice.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from organizer_app.cli import main
from organizer_app.domain.made_up import people

PEOPLE, SHARED, WALK_INS, DAY = 200, 10, 25, "2026-12-14"
Cli = Callable[..., Any]

MARKER = """
import sys
from organizer_app.cli import main
for serial in range(1, 400):
    try:
        main(["attendance", "mark", sys.argv[1], "--session", "2", "--present", str(serial)])  # says "1 marked."
    except SystemExit:
        sys.stdout.flush()
"""


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The coordinator's shell: a data folder and a passphrase, no keyring."""
    monkeypatch.setenv("ORGANIZER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ORGANIZER_PASSPHRASE", "शिविर 2026")
    return dict(os.environ)


@pytest.fixture
def cli(environment: dict[str, str], capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs one command and gives its JSON, or the sentence on stderr when it is refused."""

    def run(*arguments: str, code: int = 0) -> Any:
        with pytest.raises(SystemExit) as ended:
            main(["--json", *arguments])
        out, err = capsys.readouterr()
        assert (ended.value.code or 0) == code, err
        return json.loads(out) if code == 0 else err.strip()

    return run


def _workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["जन सहयोग संगठन, रांची"])
    sheet.append(["क्र.", "नाम", "पिता/पति का नाम", "लिंग", "मोबाइल नंबर", "प्रखंड"])
    found = list(islice(people(PEOPLE * 3, 21), PEOPLE * 3))
    taken: list[Any] = []
    for person in found:  # two hundred different people: a name and father again would be the same person
        if (person.name, person.guardian) not in {(t.name, t.guardian) for t in taken} and len(taken) < PEOPLE:
            taken.append(person)
    for n, person in enumerate(taken, 1):
        number: object = 9810000000 + n
        if n <= SHARED:
            number = "98100 09999"
        elif n % 3 == 0:
            number = float(9810000000 + n)
        elif n % 5 == 0:
            number = "९८१०" + str(n).zfill(6).translate(str.maketrans("0123456789", "०१२३४५६७८९"))
        sheet.append([n, person.name, person.guardian, person.gender, number, "Kanke" if n % 2 else "नामकुम"])
    book.save(path)


@pytest.mark.timeout(300)
def test_a_camp_day_without_network(tmp_path: Path, cli: Cli, environment: dict[str, str]) -> None:
    roster = tmp_path / "roster.xlsx"
    _workbook(roster)

    # The evening before: a district, the roster, a camp, its paper.
    cli("init", "--pack", "jharkhand", "--area", "339", "--recovery", str(tmp_path / "code.pdf"))
    added = cli("members", "import", str(roster), "--source", "block registers", "--area", "339")
    assert (added["added"], added["refused"]) == (PEOPLE, 0)
    sessions = tmp_path / "sessions.csv"
    sessions.write_text(
        "day,starts,ends,title,trainers\n"
        f"{DAY},10:00,12:00,संगठन और हमारा काम,सीमा टोप्पो\n{DAY},14:00,16:00,Booth work,Ravi Oraon\n",
        encoding="utf-8",
    )
    camp = cli(
        "camps",
        "add",
        "--title",
        "प्रशिक्षण शिविर",
        "--area",
        "339",
        "--from",
        DAY,
        "--venue",
        "टाउन हॉल",
        "--sessions",
        str(sessions),
    )["id"]
    assert cli("camps", "invite", camp, "--area", "3223")["added"] == PEOPLE // 2
    assert cli("camps", "invite", camp, "--area", "339")["added"] == PEOPLE // 2
    frozen = cli("camps", "freeze", camp)
    assert (frozen["people"], frozen["version"]) == (PEOPLE, "1A")
    sheet = cli("camps", "print", camp, "sheet", "-o", str(tmp_path / "sheet.pdf"))
    pages = sheet["pages"]
    assert pages == 9  # 200 people and the spare rows, 25 a page

    # Ten in the morning: who is absent is typed, everybody else came; a page is lost and printed again.
    cli("attendance", "mark", camp, "--session", "1", "--absent", "३ 7 12-18 ४०", "--late", "5 6")
    assert cli("camps", "print", camp, "sheet", "--pages", "4", "-o", str(tmp_path / "again.pdf"))["pages"] == 1
    words = pypdfium2.PdfDocument(tmp_path / "again.pdf")[0].get_textpage().get_text_range()
    assert "76" in words

    # The afternoon: the laptop dies in the middle of the marks, and is started again.
    child = subprocess.Popen(
        [sys.executable, "-c", MARKER, camp],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    answered = len(list(islice(child.stdout, 12)))
    time.sleep(0.05)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert cli("check", "--deep")["ok"]
    kept = cli("attendance", "show", camp)["sessions"][1]["present"]
    assert kept >= answered == 12  # every mark that was answered is there; the one under way may be, too
    cli("attendance", "mark", camp, "--session", "2", "--absent", "90-99", "--present", "1-89 100-200")

    # Twenty-five come unasked.
    for n in range(WALK_INS):
        walk_in = cli(
            "attendance",
            "walk-in",
            camp,
            "--session",
            "1",
            "--session",
            "2",
            "--name",
            f"आगंतुक {n + 1}",
            "--phone",
            f"97{n + 1:08}",
        )
        assert walk_in["serial"] == PEOPLE + 1 + n
    assert "on the list already" in cli(
        "attendance", "walk-in", camp, "--session", "1", "--member", walk_in["member_id"], code=1
    )

    # Everyone without a mark in the morning came.
    cli("attendance", "mark", camp, "--session", "1", "--present", "1-2 4 8-11 19-39 41-200")
    shown = cli("attendance", "show", camp)["sessions"]
    assert shown[0] == {
        "session": "संगठन और हमारा काम",
        "present": 200 - 10 - 2 + 25,
        "absent": 10,
        "late": 2,
        "excused": 0,
        "unmarked": 0,
    }
    assert (shown[1]["present"], shown[1]["absent"], shown[1]["unmarked"]) == (215, 10, 0)

    # Six in the evening: the paper is counted. A page that is not back is named, and the day stays open.
    counted = cli("camps", "close", camp, "--day", DAY, "--returned", "1-3 5-9", "--count-only")
    by_page = {(p["page"], p["session"]): p["marked"] for p in counted["pages"]}
    assert sum(n for (_page, title), n in by_page.items() if title == "Booth work") == 215
    signed = [f"--signed={page}:{1 if title != 'Booth work' else 2}={n}" for (page, title), n in by_page.items()]
    wrong = signed[0].rsplit("=", 1)
    refused = cli("camps", "close", camp, "--day", DAY, *signed[1:], f"{wrong[0]}={int(wrong[1]) - 1}", code=1)
    assert "page 1 of 9" in refused or "page 4 of 9" in refused
    assert "Paper and database do not agree" in refused
    closed = cli("camps", "close", camp, "--day", DAY, "--returned", "4", *signed)
    assert closed["closed"]
    assert closed["differences"] == []
    assert closed["walk_ins"] == WALK_INS
    assert closed["came"] == PEOPLE + WALK_INS  # whoever missed one session came to the other
    assert closed["invited"] == PEOPLE

    # Afterwards nothing can be marked, reopening needs a reason, and the report prints.
    assert "is closed" in cli("attendance", "mark", camp, "--session", "1", "--present", "3", code=1)
    assert cli("camps", "print", camp, "report", "--day", DAY, "-o", str(tmp_path / "report.pdf"))["pages"] >= 1
    cli("camps", "reopen", camp, "--day", DAY, "--reason", "page 3 found")
    assert cli("members", "list", "--limit", "1")["total"] == PEOPLE + WALK_INS
