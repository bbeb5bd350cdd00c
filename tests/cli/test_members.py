"""Verbs of the roster: import, search, list, add, show, edit; and area lists."""

import csv
import json
import shlex
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import HOME, Shell

ROSTER = "नाम,पिता का नाम,मोबाइल,प्रखंड\nबुधनी कुजूर,मंगरा,98123 45670,कांके\nसीता देवी,,9.81E+09,कांके\n,हरि,9812345672,\n"


@pytest.fixture
def roster(desk: Shell) -> Path:
    path = desk.folder / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8-sig")
    return path


def test_import(desk: Shell, roster: Path) -> None:
    done = desk("members", "import", roster, "--source", "block register", "--area", HOME, "--consent", "form")
    assert {k: done[k] for k in ("added", "updated", "unchanged", "refused", "resumed_at")} == {
        "added": 2, "updated": 0, "unchanged": 0, "refused": 1, "resumed_at": 0,
    }  # fmt: skip
    assert done["rejects"] == str(desk.folder / "roster-rejects.csv")
    with Path(done["rejects"]).open(encoding="utf-8-sig", newline="") as f:
        _header, refused = csv.reader(f)
    assert (refused[0], refused[3]) == ("4", "हरि")
    shortened = done["problems"][0]
    assert (shortened["row"], shortened["field"], shortened["value"]) == (3, "phone", "9.81E+09")
    assert "Excel" in shortened["problem"]
    again = desk("members", "import", roster, "--source", "block register", "--area", HOME, "--consent", "form")
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)


def test_import_in_words(desk: Shell, roster: Path) -> None:
    ended = desk.end(["members", "import", str(roster)])
    assert ended.out.strip() == "2 added, 0 updated, 0 unchanged, 1 refused."
    assert ended.err.startswith("Row 3, “9.81E+09”: Excel")


def test_many_problems_are_counted(desk: Shell) -> None:
    path = desk.folder / "bad.csv"
    path.write_text(
        "name,phone\n" + "".join(f"Person {'abcdefghij'[n % 10] * 3}{n},12\n" for n in range(30)), encoding="utf-8"
    )
    ended = desk.end(["members", "import", str(path)])
    assert len(ended.err.splitlines()) == 21
    assert "10 more" in ended.err


def test_a_dry_run_shows_the_columns_and_imports_nothing(desk: Shell, roster: Path) -> None:
    before = desk("members", "list")["total"]
    seen = desk("members", "import", roster, "--dry-run")
    assert seen["columns"]["name"] == "नाम"
    assert (seen["total"], seen["encoding"]) == (3, "utf-8-sig")
    assert seen["samples"][0][0] == "बुधनी कुजूर"
    assert desk("members", "list")["total"] == before
    changed = desk("members", "import", roster, "--dry-run", "--map", "guardian=", "--map", "name=2")
    assert (changed["columns"]["name"], "guardian" in changed["columns"]) == ("पिता का नाम", False)


def test_a_dry_run_counts_what_the_import_then_does(desk: Shell, roster: Path) -> None:
    counted = ("added", "updated", "unchanged", "refused", "held")
    desk("members", "import", roster, "--area", HOME)
    lines = ["बुधनी कुजूर,मंगरा,98123 45670,कांके", "सीता देवी,राम,9812399990 / 9812345671,", "गीता देवी,,9812399991,"]
    lines += [",,9812399992,", lines[2]]
    roster.write_text("\n".join([ROSTER.splitlines()[0], *lines]) + "\n", encoding="utf-8-sig")
    before = desk("members", "list")["total"]
    said = desk("members", "import", roster, "--area", HOME, "--dry-run")
    assert [said[k] for k in counted] == [2, 0, 2, 1, 0]
    assert desk("members", "list")["total"] == before
    in_words = desk.words("members", "import", roster, "--area", HOME, "--dry-run").splitlines()[-1]
    assert in_words == "Nothing is imported yet. It would be: 2 added, 0 updated, 2 unchanged, 1 refused."
    assert "atlantis" in desk.refused("members", "import", roster, "--area", "atlantis", "--dry-run")
    done = desk("members", "import", roster, "--area", HOME)
    assert {k: done[k] for k in counted} == {k: said[k] for k in counted}


def test_import_of_a_sheet_of_a_workbook(desk: Shell) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Notes"])
    other = book.create_sheet("List")
    for row in (["Name", "Mobile"], ["Ram Munda", 9812345678], ["Budhni Kujur", 9812345679]):
        other.append(row)
    path = desk.folder / "book.xlsx"
    book.save(path)
    assert desk("members", "import", path, "--sheet", "List")["added"] == 2
    assert "book.xlsx" in desk.refused("members", "import", path, "--sheet", "None")


def test_imports_that_are_refused(desk: Shell, roster: Path) -> None:
    (desk.folder / "empty.csv").touch()
    (desk.folder / "zeros.xlsx").write_bytes(b"PK\x03\x04" + bytes(5000))
    (desk.folder / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    before = desk("members", "list")["total"]
    for arguments, word in (
        (("none.csv",), "There is no file"),
        ((desk.folder,), "is a folder"),
        ((desk.folder / "empty.csv",), "empty.csv"),
        ((desk.folder / "zeros.xlsx",), "zeros.xlsx"),
        ((desk.folder / "photo.csv",), "photo.csv"),
        ((roster, "--map", "phone"), "FIELD=VALUE"),
        ((roster, "--map", "=x"), "FIELD=VALUE"),
        ((roster, "--map", "caste=नाम"), "no field “caste”"),
        ((roster, "--map", "name=Nobody"), "no column “Nobody”"),
        ((roster, "--map", "name=0"), "no column"),
        ((roster, "--map", "name=²"), "no column"),
        ((roster, "--map", "name=99999999999999999999"), "no column"),
        ((roster, "--area", "atlantis"), "atlantis"),
        ((roster, "--rejects", desk.folder), "is a folder"),
        ((roster, "--rejects", desk.folder / "no" / "r.csv"), "There is no folder"),
        ((roster, "--source", " "), "where the list comes from"),
    ):
        assert word in desk.refused("members", "import", *arguments)
    desk.refused("members", "import", roster, "--legacy", "guess", code=2)
    assert desk("members", "list")["total"] == before


def test_add_search_show_edit(desk: Shell) -> None:
    added = desk("members", "add", "Smt. Phulmani Kerketta", "--phone", "९८१२३ ४५६७८", "--area", HOME, "--source", "x",
                 "--guardian", "Ram", "--relation", "husband")  # fmt: skip
    assert desk("members", "show", added["id"])["relation"] == "husband"
    ref = added["id"]
    found = desk("members", "search", "फूलमनी केरकेट्टा")
    assert found["total"] == len(found["items"]) >= 1
    hit = next(i for i in found["items"] if i["id"] == ref)
    assert hit["name"] == "Phulmani Kerketta"
    assert hit["phone"] == "+919812345678"
    assert [hit["name"][m["start"] : m["end"]] for m in hit["matched"]] == ["Phulmani", "Kerketta"]
    assert set(hit) == {"id", "name", "name_other", "phone", "area", "matched"}
    assert desk("members", "search", "45678")["items"][0]["id"] == ref
    edited = desk(
        "members", "edit", ref[:13], "place=Kanke", "wings=youth", "skills=singing, typing", "birth_year=1990"
    )
    assert edited == {"id": ref}
    shown = desk("members", "show", ref)
    assert (shown["place"], shown["birth_year"], shown["skills"]) == ("Kanke", 1990, ["singing", "typing"])
    assert len(shown["wings"]) == 1
    assert [(p["number"], p["kind"]) for p in shown["phones"]] == [("+919812345678", "mobile")]
    told = desk.words("members", "show", ref).splitlines()
    assert told[0] == "Smt. Phulmani Kerketta"
    assert {"Phone: 98123 45678", "Birth year: 1990"} < set(told)
    assert any(line.startswith("Place: Kanke") for line in told)
    assert "98123 45678" in desk.words("members", "search", "phulmani")
    assert desk.words("members", "search", "0000000007") == "Nobody found."
    assert desk("members", "search", "") == {"items": [], "total": 0}


def test_list(desk: Shell) -> None:
    listed = desk("members", "list", "--limit", "5")
    assert (len(listed["items"]), listed["total"] > 250) == (5, True)
    assert set(listed["items"][0]) == {"id", "name", "name_other", "phone", "area", "status"}
    block = desk("members", "list", "--area", "3223")
    assert 0 < block["total"] < listed["total"]
    assert desk("members", "list", "--status", "nothing")["total"] == 0
    assert len(desk.words("members", "list").splitlines()) == listed["total"]


def test_people_who_are_refused(desk: Shell) -> None:
    ref = desk("members", "list", "--limit", "1")["items"][0]["id"]
    before = desk("members", "show", ref)
    for line in f"""
        add " "
        add A --area nowhere
        show zz
        show ""
        show ०१
        show {"f" * 400}
        edit zz place=x
        edit {ref} place
        edit {ref} caste=x
        edit {ref} id=x
        edit {ref} name=
        edit {ref} birth_year=old
        edit {ref} birth_year=99999999999999999999
        edit {ref} area=nowhere
        edit {ref} wings=nobody
        edit {ref} status=queen
        edit {ref} gender=x
        search a --area nowhere
        list --area nowhere
    """.strip().splitlines():
        desk.refused("members", *shlex.split(line))
    assert desk("members", "show", ref) == before
    for line in ("list --limit 0", f"list --limit {'9' * 30}", "search a --limit zz", f"edit {ref}"):
        desk.refused("members", *line.split(), code=2)


def test_areas(desk: Shell) -> None:
    listed = desk("areas", "list")
    assert set(listed[0]) == {"code", "level", "name_hi", "name_en", "parent"}
    under = desk("areas", "list", "--under", HOME)
    assert 0 < len(under) < len(listed)
    assert "Ranchi" in desk.words("areas", "list")
    path = desk.folder / "more.csv"
    rows = "Block Code,Block Name (In English),Block Name (In Local),District Code,District Name (In English)\n"
    path.write_text(rows + "9990001,New Block,नया प्रखंड,339,Ranchi\n,No code,बिना कोड,339,Ranchi\n", encoding="utf-8")
    read = desk("areas", "import", path)
    assert read["areas"] >= 1
    assert read["problems"]
    assert any(a["name_en"] == "New Block" for a in desk("areas", "list", "--under", HOME))
    assert "areas read" in desk.words("areas", "import", path)


def test_area_lists_that_are_refused(desk: Shell) -> None:
    (desk.folder / "empty.csv").touch()
    (desk.folder / "people.csv").write_text(ROSTER, encoding="utf-8")
    for arguments, word in (
        (("import", "none.csv"), "There is no file"),
        (("import", desk.folder), "is a folder"),
        (("import", desk.folder / "empty.csv"), "empty.csv"),
        (("import", desk.folder / "people.csv"), "people.csv"),
        (("list", "--under", "nowhere"), "nowhere"),
    ):
        assert word in desk.refused("areas", *arguments)


def test_an_import_tells_who_may_be_on_the_roster_already(desk: Shell) -> None:
    path = desk.folder / "again.csv"
    path.write_text(
        "name,father,phone\nVijay Kachhap,Soma Kachhap,9712345000\nविजय कच्छप,सोमा कच्छप,9712345000\n", encoding="utf-8"
    )
    ended = desk.end(["--json", "members", "import", str(path), "--area", HOME])
    assert json.loads(ended.out)["likely_duplicates"] == 1
    assert "1 likely duplicate: look at it with “members duplicates”." in ended.err
    again = desk.end(["--json", "members", "import", str(path), "--area", HOME])
    assert json.loads(again.out)["likely_duplicates"] is None
    assert "likely duplicate" not in again.err
    path.write_text("name\nNobody Otherwise\n", encoding="utf-8")
    assert desk("members", "import", path, "--area", HOME)["likely_duplicates"] == 0
