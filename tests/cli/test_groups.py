"""The register of groups from the command line."""

import csv
from pathlib import Path

from organizer_app.domain.clock import today
from tests.cli.conftest import Shell
from tests.printing.camp_values import pages_of


def people(desk: Shell, count: int = 3) -> list[dict[str, str]]:
    found: list[dict[str, str]] = desk("members", "list", "--status", "member", "--limit", count)["items"]
    return found


def test_a_group_is_listed_shown_changed_looked_at_and_taken_out(desk: Shell) -> None:
    keeper = people(desk)[0]["id"]
    more = ("--platform", "telegram", "--area", "3223", "--language", "sat", "--size", 40)
    made = desk("groups", "add", keeper, "Booth 7", *more, "--link", "https://t.me/+a", "--expires", "14-12-2030")["id"]
    shown = desk("groups", "show", made)
    assert (shown["name"], shown["platform"], shown["area"], shown["size"]) == ("Booth 7", "telegram", "3223", 40)
    assert (shown["expires"], shown["checked_on"], shown["kept"], shown["has_ten"]) == ("2030-12-14", None, 1, False)
    assert "phone" not in shown
    desk("groups", "edit", made, "name=Booth 8", "size=", "expires=15-12-2030", "platform=signal")
    desk("groups", "checked", made)
    shown = desk("groups", "show", made)
    assert (shown["name"], shown["size"], shown["checked_on"]) == ("Booth 8", None, str(today()))
    assert "Booth 8" in desk.words("groups", "list", "--platform", "signal", "--area", "339")
    assert desk("groups", "list", "--unseen")["total"] == 0
    assert desk("groups", "list", "--keeper", keeper, "--words", "booth")["total"] == 1
    for field, says in (("size=many", "“many” is no"), ("platform=fax", "“fax” is none"), ("colour=x", "“colour”")):
        assert says in desk.refused("groups", "edit", made, field)
    desk("groups", "remove", made)
    assert "not on this laptop" in desk.refused("groups", "show", made)
    desk("undo")
    assert desk("groups", "list")["total"] == 1


def test_somebody_says_how_many(desk: Shell) -> None:
    keeper = people(desk)[0]["id"]
    assert desk("groups", "said", keeper, 12) == {"changed": True, "kept": 12, "has_ten": True}
    assert desk("groups", "said", keeper, 8, "--on", "01-01-2020")["changed"] is False
    assert "from 0 to 10,000" in desk.refused("groups", "said", keeper, 10_001)


def files(desk: Shell) -> Path:
    for number, one in enumerate(people(desk)):
        desk("members", "edit", one["id"], f"card_no=C-{number}")
    path = desk.folder / "groups.csv"
    path.write_text(
        "कार्ड नंबर,ग्रुप का नाम,ऐप,कितने ग्रुप\nC-0,Booth 7,wa,\nC-1,,wa,12\nC-9,Booth 9,wa,\nC-2,Booth 1,fax,\n",
        encoding="utf-8",
    )
    return path


def test_a_file_is_read_its_wrong_rows_are_named_and_what_is_written_out_changes_nothing(desk: Shell) -> None:
    done = desk("groups", "import", files(desk))
    assert (done["added"], done["refused"]) == (2, 2)
    assert [one["row"] for one in done["problems"]] == [4, 5]
    rejects = Path(done["rejects"])
    assert "“C-9”" in rejects.read_text(encoding="utf-8")
    ended = desk.end(["groups", "import", str(files(desk))])
    assert ended.code == 0
    assert "Row 5: Platform: Write the platform" in ended.err
    assert "0 added, 0 updated, 2 unchanged, 2 refused" in ended.out
    for name in ("out.csv", "out.xlsx"):
        out = desk.folder / name
        assert "Say why phone numbers leave" in desk.refused("groups", "export", out)
        assert not out.exists()
        assert desk("groups", "export", out, "--reason", "Spot check")["numbers"] == 1
        again = desk("groups", "import", out)
        assert (again["added"], again["updated"], again["unchanged"], again["refused"]) == (0, 0, 2, 0)
    assert [line["reason"] for line in desk("audit")["items"][:2]] == ["Spot check"] * 2


def test_masked_phones_need_no_reason_and_conditions_hold(desk: Shell) -> None:
    desk("groups", "import", files(desk))
    out = desk.folder / "out.csv"
    assert "No group is on this list" in desk.refused("groups", "export", out, "--mask-phones", "--ending")
    done = desk("groups", "export", out, "--mask-phones", "--unseen")
    assert (done["groups"], done["numbers"]) == (1, 0)
    with out.open(encoding="utf-8-sig", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert row["Phone"].startswith("•")
    assert "end the name with .csv or .xlsx" in desk.refused("groups", "export", desk.folder / "x.vcf")


def test_the_spot_check_is_drawn_and_can_be_drawn_again(desk: Shell) -> None:
    out = desk.folder / "check.pdf"
    assert "No group is known here" in desk.refused("groups", "sample", "-o", out)
    desk("groups", "import", files(desk))
    first = desk("groups", "sample", "-o", out, "--number", 1)
    assert (first["groups"], first["of"]) == (1, 2)
    page = pages_of(out.read_bytes())[0]
    assert f"draw {first['seed']}" in page
    desk("groups", "sample", "-o", desk.folder / "again.pdf", "--number", 1, "--seed", first["seed"])
    drawn = "Booth 7" if "Booth 7" in page else "a number of groups"
    assert drawn in pages_of((desk.folder / "again.pdf").read_bytes())[0]
    assert "1 or more" in desk.refused("groups", "sample", "-o", out, "--number", 0)
