"""Drives and goals from the command line."""

from datetime import timedelta

from organizer_app.domain.clock import today
from organizer_app.services.organisation import PNG
from tests.cli.conftest import Shell

BLOCKS = ("3223", "3220")


def begin(desk: Shell) -> str:
    day = today()
    days = ("--from", day - timedelta(2), "--to", day + timedelta(7))
    return str(desk("drives", "begin", "--area", "339", "--title-en", "Evening drive", *days)["id"])


def test_the_shipped_template_gives_every_goal_of_a_state(desk: Shell) -> None:
    assert [one["name"] for one in desk("drives", "templates")["items"]] == ["membership"]
    made = desk(
        "drives", "begin", "--template", "membership", "--area", "20", "--year", 2027, "--missed-call", "1800123456789"
    )
    assert made["goals"] == {"members": 500_000, "volunteers": 14_000, "bearers": 1_400, "groups": 5_000_000}
    (one,) = desk("drives", "list")["items"]
    assert (one["first"], one["last"]) == ("2027-02-12", "2027-03-12")
    assert one["numbers"] == {"missed_call": "1800123456789"}, "13 digits, kept as given"
    assert "5,00,000" in desk.words("targets", "show", "--area", "20")
    seats = desk("targets", "show", "--area", "20", "--below", "volunteers", "--level", "lok_sabha")["rows"]
    assert [seat["goal"] for seat in seats] == [1_000] * 14


def test_goals_come_from_a_table_and_say_where_they_do_not_add_up(desk: Shell) -> None:
    begin(desk)
    file = desk.folder / "goals.csv"
    file.write_text('क्षेत्र,सदस्य,Volunteers\n339,"१,०००",\n3223,600,20\n3220,300,\n', encoding="utf-8")
    made = desk("targets", "set", file)
    assert made["set"] == 4
    assert made["notes"] == ["Members: the places below Ranchi add up to 100 less than its goal."]
    rows = {row["measure"]: row for row in desk("targets", "show", "--area", "339")["rows"]}
    achieved = rows["members"]["achieved"]
    assert achieved == desk("members", "list", "--limit", 1)["total"]
    assert rows["members"]["goal"] == 1_000
    assert rows["volunteers"]["goal"] is None
    assert "no goal is set" in desk.words("targets", "show", "--area", "339")


def test_one_wrong_row_sets_nothing_and_each_is_named(desk: Shell) -> None:
    begin(desk)
    file = desk.folder / "goals.csv"
    file.write_text(
        "area,measure,goal\n3223,members,50\nNowhere,members,5\n3223,happiness,5\n3223,members,many\n3223,members,51\n",
        encoding="utf-8",
    )
    said = desk.refused("targets", "set", file)
    for wanted in (
        "Row 3: No area has",
        "Row 4: “happiness” is not",
        "Row 5: Goal: “many”",
        "Row 6: This goal stands in row 2",
    ):
        assert wanted in said
    assert "4 rows are wrong, so no goal was set" in said
    assert all(row["goal"] is None for row in desk("targets", "show", "--area", "3223")["rows"])
    file.write_text("name,age\nA,5\n", encoding="utf-8")
    assert "no row of headings for goals" in desk.refused("targets", "set", file)
    file.write_text("area,measure,goal\n341,members,5\n", encoding="utf-8")
    assert "row 2: Seraikela Kharsawan does not lie in the place" in desk.refused("targets", "set", file)


def test_a_goal_is_shared_out_and_the_drive_ends(desk: Shell) -> None:
    begin(desk)
    file = desk.folder / "goals.csv"
    file.write_text("area,measure,goal\n339,members,1000\n", encoding="utf-8")
    desk("targets", "set", file)
    assert "population" in desk.refused("targets", "share-out", "members", "--area", "339")
    shown = desk("targets", "share-out", "members", "--area", "339", "--how", "equal", "--dry-run")["shares"]
    assert sum(share["goal"] for share in shown) == 1_000
    assert shown == desk("targets", "share-out", "members", "--area", "339", "--how", "equal")["shares"]
    below = desk("targets", "show", "--area", "339", "--below", "Members")["rows"]
    assert sum(row["goal"] for row in below if row["goal"]) == 1_000
    desk("drives", "end", "Evening drive")
    assert desk("drives", "list")["items"] == []
    assert "no drive yet" in desk.refused("targets", "show", "--area", "339")
    desk("undo")
    assert len(desk("drives", "list")["items"]) == 1


def test_wrong_templates_are_named(desk: Shell) -> None:
    assert "no template “other”" in desk.refused("drives", "begin", "--template", "other")
    file = desk.folder / "t.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert "can't be read as text" in desk.refused("drives", "begin", "--template", file)
    file.write_text("title_hi = 'x'\ncolour = 'red'\n", encoding="utf-8")
    assert "colour is not known here" in desk.refused("drives", "begin", "--template", file)
    desk.refused("drives", "begin", code=2)


def test_honest_counters_and_a_list_to_call_back(desk: Shell) -> None:
    begin(desk)
    found = desk("targets", "honest", "--area", "339")
    assert found["claimed"] >= found["reachable"] >= found["consented"] >= found["trained"] >= found["active"]
    assert "On the roster" in desk.words("targets", "honest", "--area", "339")
    file = desk.folder / "call.pdf"
    assert "Nobody here agreed" in desk.refused("targets", "call-back", "--area", "339", "-o", file)
    people = [item["id"] for item in desk("members", "list", "--limit", 6)["items"]]
    desk("members", "consent", *people, "--purpose", "organisation", "--channel", "call", "--how", "asked at the door")
    assert "Say why" in desk.refused("targets", "call-back", "--area", "339", "-o", file)
    assert not file.exists()
    made = desk(
        "targets", "call-back", "--area", "339", "--number", 3, "--seed", 7, "-o", file, "--reason", "spot check"
    )
    assert (made["people"], made["seed"]) == (3, 7)
    assert file.read_bytes().startswith(b"%PDF")
    assert "spot check" in desk.words("audit")


def test_a_drive_is_shown_and_changed_from_files(desk: Shell) -> None:
    begin(desk)
    words = desk.folder / "report.txt"
    words.write_text("आज {members_today} नए", encoding="utf-8")
    flag = desk.folder / "flag.png"
    flag.write_bytes(PNG + b"...")
    desk("drives", "edit", "Evening drive", "weekly=Sunday", f"report_hi=@{words}", f"flag={flag}", "colours=#0b655b")
    shown = desk("drives", "show", "evening drive")
    assert (shown["weekly"], shown["report_hi"]) == ([6], "आज {members_today} नए")
    assert (shown["flag"], shown["kit_version"], shown["colours"]) == (11, 2, ["#0B655B"])
    assert "title_en     Evening drive" in desk.words("drives", "show", "evening drive")
    assert "missing.png" in desk.refused("drives", "edit", "Evening drive", "flag=missing.png")
    assert "no field of a drive" in desk.refused("drives", "edit", "Evening drive", "colour=red")
