"""Verbs of camps and of attendance, and the demonstration."""

import shlex
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from organizer_app.domain.clock import today
from organizer_app.jobs.papers import PAPERS
from tests.cli.conftest import HOME, Shell

DAY = today() + timedelta(days=1)  # of the frozen camp


def test_plan_invite_freeze(desk: Shell) -> None:
    plan = ("--title", "Kanke camp", "--area", HOME, "--from", "14-12-2026", "--to", "2026-12-15", "--sessions", "4")
    added = desk("camps", "add", *plan, "--venue", "Town hall", "--capacity", "90")
    assert (len(added["id"]), added["sessions"]) == (32, 4)
    shown = desk("camps", "show", "Kanke camp")
    days = [s["day"] for s in shown["camp"]["sessions"]]
    assert days == ["2026-12-14", "2026-12-14", "2026-12-15", "2026-12-15"]
    assert desk("camps", "invite", added["id"][:13], "--area", "3223", "--limit", "7")["added"] == 7
    again = desk("camps", "invite", "kanke CAMP", "--area", "3223", "--limit", "3")
    assert (again["added"], again["already"]) == (3, 7)
    frozen = desk("camps", "freeze", added["id"])
    assert (frozen["people"], frozen["version"]) == (10, "1A")
    assert desk("camps", "answer", added["id"], "1-2 ५", "declined") == {"changed": 3}
    shown = desk("camps", "show", added["id"])
    assert [i["state"] for i in shown["invitations"]].count("declined") == 3
    assert shown["quotas"][0]["wanted"] == 7
    listed = {c["title"]: c for c in desk("camps", "list")}
    assert set(listed["Kanke camp"]) == {
        *("id", "title", "from", "to", "area", "status", "invited", "level", "runs_here")
    }
    assert "Kanke camp" in desk.words("camps", "list")
    assert "Town hall" in desk.words("camps", "show", added["id"])


def test_a_month_in_words_and_on_paper(desk: Shell) -> None:
    for title, day in (("In May", "3-5-2027"), ("In June", "1-6-2027")):
        desk("camps", "add", "--title", title, "--area", HOME, "--from", day)
    words = desk.words("camps", "month", "2027-05")
    assert "In May" in words
    assert "In June" not in words
    assert "No camp is planned in this month." in desk.words("camps", "month", "2027-07")
    file = desk.folder / "May.pdf"
    desk.words("camps", "month", "2027-05", "-o", file)
    assert "In May" in pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
    assert "not a month" in desk.refused("camps", "month", "May")
    assert "pdf" in desk.refused("camps", "month", "-o", desk.folder / "May.txt").casefold()


def test_sessions_from_a_file(desk: Shell) -> None:
    file = desk.folder / "sessions.csv"
    plan = ("camps", "add", "--title", "T", "--area", HOME, "--from", "14-12-2026", "--sessions", file)
    file.write_text("day,starts,ends,title,trainers\n14/12/2026,10,11.30,काम,सीमा; रवि\n", encoding="utf-8-sig")
    camp = desk(*plan)["id"]
    session = desk("camps", "show", camp)["camp"]["sessions"][0]
    assert (session["starts"], session["ends"], session["trainers"]) == ("10:00", "11:30", ["सीमा", "रवि"])
    for text, word in (
        ("", "no sessions"),
        ("day,starts\n", "no sessions"),
        ("when\n14-12-2026\n", "no column"),
        ("day,starts\nsome day,10\n", "row 2"),
        ("day,starts\n14-12-2026\n", "not a time"),
        ("day,starts,ends\n14-12-2026,10,9\n", "not after"),
        ("day,starts\n14-12-2027,10\n", "not a day of the camp"),
    ):
        file.write_text(text, encoding="utf-8")
        assert word in desk.refused(*plan)
    file.write_bytes(b"\xff\xfe\x00day")
    assert "UTF-8" in desk.refused(*plan)
    file.unlink()
    assert "There is no file" in desk.refused(*plan)
    assert "is a folder" in desk.refused(*plan[:-1], desk.folder)


def test_camps_that_are_refused(desk: Shell, camp: str) -> None:
    plan = {"--title": "T", "--area": HOME, "--from": "14-12-2026"}

    def planned(line: str) -> list[str]:
        words = shlex.split(line)
        return [x for pair in {**plan, **dict(zip(words[::2], words[1::2], strict=True))}.items() for x in pair]

    for line in f"""
        --title " "
        --area atlantis
        --from soon
        --from 31-02-2026
        --to 13-12-2026
        --to 14-12-2996
        --sessions 0
        --sessions {"9" * 30}
        --sessions ²
        --sessions two
        --from 0001-01-01 --to 9999-12-31
        --from 9999-12-31 --to 0001-01-01
    """.strip().splitlines():
        desk.refused("camps", "add", *planned(line))
    for line in ("--capacity 0", f"--capacity {'9' * 30}", "--kind party"):
        desk.refused("camps", "add", *planned(line), code=2)
    assert len(desk("camps", "list")) == 1
    for line in f"""
        show none
        show ""
        show zz
        invite none
        invite {camp} --area none
        invite {camp} --wing none
        invite {camp} --post none
        freeze none
        answer {camp} 41-50 declined
        answer {camp} 1-x declined
        close none --day 14-12-2026
        close {camp} --day never
        close {camp} --day 14-12-2020
        close {camp} --day {DAY} --signed 1:1
        close {camp} --day {DAY} --signed ²:1=3
        close {camp} --day {DAY} --signed 99:1=3
        close {camp} --day {DAY} --signed 1:9=3
        close {camp} --day {DAY} --signed 1:1=999999999999999999999
        close {camp} --day {DAY} --returned 1-99
        reopen {camp} --day {DAY} --reason x
    """.strip().splitlines():
        desk.refused("camps", *shlex.split(line))
    desk.refused("camps", "invite", camp, "--limit", "-1", code=2)
    desk.refused("camps", "answer", camp, "1", "eaten", code=2)
    new = desk("camps", "add", *planned(""))["id"]
    desk.refused("camps", "freeze", new)
    assert "Freeze the list" in desk.refused("camps", "print", new, "sheet", "-o", desk.folder / "s.pdf")
    assert not (desk.folder / "s.pdf").exists()


@pytest.mark.parametrize("what", PAPERS)
def test_every_paper(desk: Shell, camp: str, what: str) -> None:
    file = desk.folder / f"{what}.pdf"
    more = ("--venue-before", "Old hall") if what == "notice" else ()
    if what == "certificates":
        desk("attendance", "mark", camp, "--session", "1", "--present", "1-10")
        desk("attendance", "mark", camp, "--session", "2", "--present", "1-10")
    made = desk("--lang", "hi", "camps", "print", camp, what, "-o", file, "--copies", "3", *more)
    assert set(made) == {"file", "pages", "sheets", "copies", "sha256"}
    assert len(pypdfium2.PdfDocument(file)) == made["pages"] > 0
    assert (made["copies"], len(made["sha256"])) == (3, 64)
    assert bool(made["sheets"]) == (what in ("sheet", "shop"))


def test_papers_that_are_refused(desk: Shell, camp: str) -> None:
    output = ("-o", desk.folder / "x.pdf")
    for arguments, word in (
        ((camp, "sheet", "-o", desk.folder), "is a folder"),
        ((camp, "sheet", "-o", desk.folder / "no" / "x.pdf"), "There is no folder"),
        (("none", "sheet", *output), "No camp"),
        ((camp, "sheet", *output, "--pages", "9"), "no page 9"),
        ((camp, "sheet", *output, "--pages", "x"), "can't be read"),
        ((camp, "report", *output, "--day", "14-12-2020"), "No session"),
        ((camp, "report", *output, "--day", "x"), "not a day"),
        ((camp, "notice", *output), "what changed"),
    ):
        assert word in desk.refused("camps", "print", *arguments)
    assert not (desk.folder / "x.pdf").exists()
    desk.refused("camps", "print", camp, "novel", *output, code=2)
    desk.refused("camps", "print", camp, "sheet", *output, "--copies", "0", code=2)


def test_a_paper_that_the_disk_refuses(desk: Shell, camp: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, *_arguments: object, **_more: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("organizer_app.cli.camps.write_whole", full)
    assert "x.pdf is full" in desk.refused("camps", "print", camp, "agenda", "-o", desk.folder / "x.pdf")


def test_mark_show_undo(desk: Shell, camp: str) -> None:
    assert desk("attendance", "mark", camp, "--session", "1", "--present", "1-20 !7", "--late", "३०") == {"changed": 20}
    assert desk("attendance", "mark", camp, "--session", "1", "--absent", "21, 22", "--rest-absent")["changed"] == 20
    shown = desk("attendance", "show", camp)["sessions"][0]
    assert {k: shown[k] for k in ("present", "absent", "late", "excused", "unmarked")} == {
        "present": 19, "absent": 20, "late": 1, "excused": 0, "unmarked": 0,
    }  # fmt: skip
    assert isinstance(desk("attendance", "undo")["undone"], str)
    shown = desk("attendance", "show", camp)["sessions"][0]
    assert (shown["present"], shown["absent"]) == (19, 0)
    assert "19 present" in desk.words("attendance", "show", camp)
    assert "19 उपस्थित" in desk.words("--lang", "hi", "attendance", "show", camp)


def test_walk_ins(desk: Shell, camp: str) -> None:
    new = desk("attendance", "walk-in", camp, "--session", "1", "--name", "Birsa Oraon", "--guardian", "Soma",
               "--relation", "father")  # fmt: skip
    assert (new["serial"], new["known"]) == (41, False)
    person = desk("members", "show", new["member_id"])
    assert (person["guardian"], person["relation"]) == ("Soma", "father")
    here = {i["member_id"] for i in desk("camps", "show", camp)["invitations"]}
    known = next(m["id"] for m in desk("members", "list")["items"] if m["id"] not in here)
    again = desk("attendance", "walk-in", camp, "--session", "1", "--session", "2", "--member", known, "--row", "44")
    assert (again["serial"], again["known"], again["member_id"]) == (44, True, known)
    assert [s["present"] for s in desk("attendance", "show", camp)["sessions"]][:2] == [2, 1]
    listed = next(iter(here))
    for arguments in (
        ("--member", listed), ("--member", "zz"), ("--name", " "), ("--name", "A", "--row", "3"),
        ("--name", "A", "--area", "none"), ("--name", "A", "--session", "none"),
        ("--name", "A", "--relation", "cousin"),
    ):  # fmt: skip
        desk.refused("attendance", "walk-in", camp, "--session", "1", *arguments)
    for arguments in (("--row", "0"), ("--row", "9" * 30), ("--row", "zz")):
        desk.refused("attendance", "walk-in", camp, "--session", "1", "--name", "A", *arguments, code=2)
    desk.refused("attendance", "walk-in", camp, "--name", "A", code=2)
    assert [s["present"] for s in desk("attendance", "show", camp)["sessions"]][:2] == [2, 1]


def test_marks_that_are_refused_mark_nothing(desk: Shell, camp: str) -> None:
    for arguments, word in (
        (("--session", "1"), "who came"),
        (("--session", "1", "--present", "41"), "41 is not on this sheet"),
        (("--session", "1", "--present", "1-5 99"), "99 is not on this sheet"),
        (("--session", "1", "--present", "1-5", "--absent", "x"), "“x” can't be read"),
        (("--session", "1", "--present", "9-3"), "backwards"),
        (("--session", "9", "--present", "1"), "No session"),
        (("--session", "zz", "--present", "1"), "No session"),
    ):
        assert word in desk.refused("attendance", "mark", camp, *arguments)
    assert all(s["unmarked"] == 40 for s in desk("attendance", "show", camp)["sessions"])
    assert "No camp" in desk.refused("attendance", "show", "none")
    assert "No camp" in desk.refused("attendance", "mark", "none", "--session", "1", "--present", "1")


def test_the_day(desk: Shell, camp: str) -> None:
    sessions = len(desk("attendance", "show", camp)["sessions"])
    for number in range(1, sessions + 1):
        desk("attendance", "mark", camp, "--session", number, "--present", "1-30", "--rest-absent")
    desk("camps", "print", camp, "sheet", "-o", desk.folder / "s.pdf")
    counted = desk("camps", "close", camp, "--day", DAY, "--count-only")
    assert (counted["closed"], counted["came"], counted["invited"]) == (False, 30, 40)
    assert counted["differences"]
    assert "do not agree" in desk.refused("camps", "close", camp, "--day", DAY)
    pages = {(p["page"], p["session"]): p["marked"] for p in counted["pages"]}
    titles = [s["session"]["title"] for s in counted["sessions"]]
    signed = [f"--signed={page}:{titles.index(title) + 1}={n}" for (page, title), n in pages.items()]
    closed = desk("camps", "close", camp, "--day", DAY, "--returned", f"1-{max(p for p, _t in pages)}", *signed)
    assert (closed["closed"], closed["differences"], closed["walk_ins"]) == (True, [], 0)
    assert "is closed" in desk.refused("attendance", "mark", camp, "--session", "1", "--present", "1")
    desk.refused("camps", "reopen", camp, "--day", DAY, "--reason", " ")
    assert desk("camps", "reopen", camp, "--day", DAY, "--reason", "page 2 found") == {"closed": False}


def test_demo(shell: Shell) -> None:
    out = shell.folder / "out"
    ended = shell.end(["--json", "demo", "--out", str(out), "--members", "30", "--seed", "4"])
    assert ended.code == 0
    assert len(ended.err.splitlines()) == 11  # each step, with its seconds
    assert not shell.data.exists()
    files = sorted(p.name for p in out.glob("*.pdf"))
    assert "sheet.pdf" in files
    assert '"came"' in ended.out


def test_demo_data(shell: Shell) -> None:
    file = shell.folder / "roster.csv"
    assert shell("demo-data", "--members", "12", "--seed", "3", "--out", file) == {"file": str(file), "rows": 12}
    first = file.read_bytes()
    shell("demo-data", "--members", "12", "--seed", "3", "--out", file)
    assert file.read_bytes() == first
    assert "is a folder" in shell.refused("demo-data", "--out", shell.folder)
    assert "There is no folder" in shell.refused("demo-data", "--out", shell.folder / "no" / "x.csv")
    assert str(file) in shell.refused("demo", "--out", file, "--members", "9")
    shell.refused("demo", "--out", shell.folder / "o", "--members", "0", code=2)
    shell.refused("demo", code=2)


def test_a_camp_above_a_district(desk: Shell) -> None:
    plan = ("camps", "add", "--title", "Division", "--area", "JH-SCN", "--from", DAY)
    assert "write the district's code" in desk.refused(*plan, "--district", "339=many")
    assert "lies outside of the camp's area" in desk.refused(*plan, "--district", "326=3")
    camp = desk(*plan, "--district", "339=12", "--district", "331")["id"]
    asked = {a["name"]: (a["wanted"], a["invited"], a["own"]) for a in desk("camps", "show", camp)["districts"]}
    assert asked == {"Ranchi": (12, 0, True), "Gumla": (None, 0, True)}
    assert "asks Ranchi for 12 people; 0 are invited" in desk.refused("camps", "invite", camp)
    assert desk("camps", "invite", camp, "--limit", "12")["added"] == 12
    wanted = {a["name"]: a["wanted"] for a in desk("camps", "ask", camp, "606=5", "339")["districts"]}
    assert wanted == {"Ranchi": None, "Gumla": None, "Khunti": 5}
    assert "Ranchi: 12/∞" in desk.words("camps", "ask", camp, "331=30")
    assert "is no camp above a district" in desk.refused("camps", "ask", made_camp(desk), "331=30")
    assert desk("camps", "ask", camp, "331", "--withdraw")["removed"] == 0
    assert {a["name"] for a in desk("camps", "show", camp)["districts"]} == {"Ranchi", "Khunti"}
    assert "The camp does not ask Simdega" in desk.refused("camps", "ask", camp, "342", "--withdraw")
    desk("camps", "take-over", camp)
    assert [c["level"] for c in desk("camps", "list") if c["id"] == camp] == ["division"]


def made_camp(desk: Shell) -> str:
    return str(desk("camps", "add", "--title", "Own", "--area", HOME, "--from", DAY)["id"])
