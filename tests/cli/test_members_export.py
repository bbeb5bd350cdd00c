"""Lists taken out from the command line."""

import csv

from tests.cli.conftest import Shell
from tests.printing.camp_values import pages_of


def test_a_list_goes_into_a_file(desk: Shell) -> None:
    file = desk.folder / "list.csv"
    assert "Say why phone numbers leave" in desk.refused("members", "export", file)
    assert not file.exists()
    done = desk("members", "export", file, "--reason", "Camp of Kanke", "--status", "member", "--area", "339")
    assert done["people"] > 200
    with file.open(encoding="utf-8-sig", newline="") as opened:
        assert len(list(csv.reader(opened))) == done["people"] + 1
    desk("lists", "save", "Names", "--status", "member", "--columns", "status,name", "--sort", "status")
    done = desk("members", "export", desk.folder / "names.xlsx", "--list", "names")
    assert (done["people"], done["columns"]) == (296, ["status", "name", "name_other"])
    done = desk("members", "export", desk.folder / "masked.csv", "--columns", "all", "--mask-phones", "--no-booth")
    assert done["people"] <= 296
    desk("lists", "save", "Youth", "--wing", "youth")
    desk("wings", "archive", "youth")
    told = desk.end(["members", "export", str(desk.folder / "youth.csv"), "--list", "Youth", "--mask-phones"])
    assert told.code == 0
    assert "wing of “Youth” is not in the list of wings any more" in told.err
    assert "list.pdf: end the name with .csv, .xlsx or .vcf" in desk.refused("members", "export", "list.pdf")
    assert "no column “caste”" in desk.refused("members", "export", file, "--columns", "name,caste")
    assert "no folder" in desk.refused("members", "export", desk.folder / "no" / "list.csv", "--reason", "x")


def test_who_did_not_agree_is_in_no_contact_list_and_is_counted(desk: Shell) -> None:
    file = desk.folder / "list.vcf"
    assert "choose what for" in desk.refused("members", "export", file, "--reason", "x")
    said = desk.refused("members", "export", file, "--reason", "x", "--for", "call")
    assert said == "Nobody is on this list. Left out: 296 have not agreed to it."


def test_a_list_is_printed(desk: Shell) -> None:
    out = desk.folder / "list.pdf"
    done = desk("members", "print", "-o", out, "--order", "precedence", "--columns", "name,office,signature")
    assert done["people"] == 296
    assert "Members" in pages_of(out.read_bytes())[0]
    desk("members", "print", "-o", out, "--list", "People without a booth", "--whole-phones", "--reason", "Sunday")
    page = pages_of(out.read_bytes())[0]
    assert "People without a booth" in page
    assert "No booth known" in page
    assert "because: Sunday" in page
    assert "Say why whole" in desk.refused("members", "print", "-o", out, "--whole-phones")
    assert "end the name with .pdf" in desk.refused("members", "print", "-o", desk.folder / "list.txt")
