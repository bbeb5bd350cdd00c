"""Monday morning: three block lists arrive by WhatsApp.

One is a workbook typed in Hindi, one Excel's Unicode text in English, one the contacts of a telephone. The same people
stand in two of them, in the other script and with another phone; families share a telephone; one row has no name. By
ten the roster is clean, the list of numbers to ask for again is printed, and the district secretary's list is a file.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from organizer_app.cli import main

Cli = Callable[..., Any]
RANCHI, KANKE, NAMKUM = "339", "3223", "3229"

HINDI = [
    ("सुनीता मुंडा", "सोमरा मुंडा", "98350 11111", "पिठोरिया"),
    ("बिरसा मुंडा", "सोमरा मुंडा", "98350 11111", "पिठोरिया"),  # her brother, on the family's phone
    ("राजेश उरांव", "बुधु उरांव", "९८३५०२२२२२", "बुकरू"),
    ("फूलमनी टोप्पो", "जेम्स टोप्पो", "9835", "बुकरू"),  # a number nobody can call
    ("", "करमा लकड़ा", "98350 33333", "अरसंडे"),
    ("श्रीमती शांति देवी", "रामू महतो", "98350 44444.0", "अरसंडे"),
]
ENGLISH = [
    ("Sunita Munda", "Somra Munda", "+91 98350 11111", "Pithoria"),  # stands in the first list
    ("Rajesh Oraon", "Budhu Oraon", "9835055555", "Bukru"),  # with his new number
    ("Albert Tigga", "Peter Tigga", "98350-66666", "Tati"),
    ("Rajesh Oraon", "Mangra Oraon", "9835077777", "Hahap"),  # a namesake
]
CONTACTS = [("Albert Tigga", "+919835066666"), ("Sister Deepa Kujur", "+919835088888")]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs one command and gives its JSON, or the sentence on stderr when it is refused."""
    monkeypatch.setenv("ORGANIZER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ORGANIZER_PASSPHRASE", "सोमवार 2026")

    def run(*arguments: str, code: int = 0) -> Any:
        with pytest.raises(SystemExit) as ended:
            main(["--json", *arguments])
        out, err = capsys.readouterr()
        assert (ended.value.code or 0) == code, err
        return json.loads(out) if code == 0 else err.strip()

    return run


def three_lists(folder: Path) -> tuple[Path, Path, Path]:
    """The files as they came."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["कांके प्रखंड, सदस्य सूची"])
    sheet.append(["क्र.", "नाम", "पिता/पति का नाम", "मोबाइल नंबर", "गांव"])
    for number, line in enumerate(HINDI, 1):
        sheet.append([number, *line])
    book.save(folder / "कांके सूची (1).xlsx")
    lines = ["Name\tFather\tMobile\tVillage", *("\t".join(line) for line in ENGLISH)]
    (folder / "namkum final.txt").write_bytes("\r\n".join(lines).encode("utf-16"))
    cards = (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL;TYPE=CELL:{tel}\r\nEND:VCARD\r\n" for name, tel in CONTACTS
    )
    (folder / "contacts.vcf").write_text("".join(cards), encoding="utf-8", newline="")
    return folder / "कांके सूची (1).xlsx", folder / "namkum final.txt", folder / "contacts.vcf"


def people(cli: Cli, query: str) -> list[str]:
    return [item["name"] for item in cli("members", "search", query)["items"]]


def _told(person: dict[str, Any]) -> dict[str, Any]:
    """A person without when and by whom the record was changed last."""
    return {field: value for field, value in person.items() if not field.startswith("changed")}


def test_monday_morning(tmp_path: Path, cli: Cli) -> None:
    hindi, english, contacts = three_lists(tmp_path)
    cli("init", "--pack", "jharkhand", "--area", RANCHI, "--recovery", str(tmp_path / "code.pdf"))

    # Nine o'clock: the three lists come in, whatever made them. A row without a name is told, and kept in a file.
    said = ("--source", "WhatsApp, Monday", "--consent", "signed registers of the blocks")
    first = cli("members", "import", str(hindi), "--area", KANKE, *said)
    assert (first["added"], first["refused"]) == (5, 1)
    with Path(first["rejects"]).open(encoding="utf-8-sig", newline="") as file:
        assert any("करमा लकड़ा" in row for row in csv.reader(file))
    second = cli("members", "import", str(english), "--area", NAMKUM, *said)
    assert (second["added"], second["refused"]) == (4, 0)
    third = cli("members", "import", str(contacts), "--area", NAMKUM, *said)
    assert (third["added"], third["updated"] + third["unchanged"]) == (1, 1)  # Albert is known by his number
    assert cli("members", "import", str(hindi), "--area", KANKE, *said)["unchanged"] == 5, "sent twice, taken once"
    assert cli("members", "list")["total"] == 10

    # Anybody is found in either script, by a father's name, a village, the end of a number.
    for typed in ("sunita", "सुनीता", "sunitha munda"):
        assert set(people(cli, typed)[:2]) == {"सुनीता मुंडा", "Sunita Munda"}
    assert people(cli, "shanti arsande") == ["शांति देवी"]
    assert people(cli, "rajesh mangra") == ["Rajesh Oraon"]
    assert people(cli, "88888") == people(cli, "दीपा कुजूर") == ["Sister Deepa Kujur"]

    # Two entries of one person are offered with the reasons; a brother on the same phone and a namesake are not.
    found = cli("members", "duplicates")
    pairs = {frozenset(item["names"]) for item in found["items"]}
    assert frozenset({"सुनीता मुंडा", "Sunita Munda"}) in pairs
    assert not any("बिरसा मुंडा" in pair for pair in pairs)
    sunita = next(i for i in found["items"] if "Sunita Munda" in i["names"])
    merged = cli("members", "merge", sunita["first"], sunita["second"])
    assert cli("members", "list")["total"] == 9
    both = cli("members", "show", merged["id"])
    assert {both["name"], both["name_other"]} == {"सुनीता मुंडा", "Sunita Munda"}
    assert len(both["phones"]) == 1
    assert len(both["consents"]) == 2  # the word of each list stays

    # Rajesh Oraon was merged with his namesake by mistake: taken apart again, both are as they were.
    rajesh = [i["id"] for i in cli("members", "search", "rajesh oraon")["items"]]
    assert len(rajesh) == 3
    before = [cli("members", "show", who) for who in rajesh]
    wrong = cli("members", "merge", rajesh[0], rajesh[1])
    assert len(cli("members", "search", "rajesh oraon")["items"]) == 2
    cli("members", "unmerge", wrong["id"])
    after = [cli("members", "show", who) for who in rajesh]
    assert [_told(person) for person in after] == [_told(person) for person in before]

    # The numbers to ask for again are a list with a name; it is printed, masked, and one person stands on it.
    cli("lists", "save", "पूछने के नंबर", "--problem-phone")
    paper = tmp_path / "ask.pdf"
    cli("members", "print", "--list", "पूछने के नंबर", "-o", str(paper))
    assert "1" in pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()

    # The district secretary wants a file with numbers: not without a reason, and the reason is written down.
    sheet = tmp_path / "district.xlsx"
    assert "reason" in cli("members", "export", str(sheet), code=1).lower()
    assert not sheet.exists()
    cli("members", "export", str(sheet), "--reason", "district secretary, calling before the camp")
    rows = list(openpyxl.load_workbook(sheet).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert len(rows) == 1 + 9
    assert any(entry["reason"].startswith("district secretary") for entry in cli("audit")["items"])
