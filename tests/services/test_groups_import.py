"""A file of groups and of numbers said: what comes in, what is wrong, and that a second time changes nothing."""

from pathlib import Path
from random import Random

import pytest

from organizer_app.domain.clock import today
from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.progress import Progress, silent
from organizer_app.jobs import groups_import
from organizer_app.jobs.groups_import import Imported
from organizer_app.services import groups, groups_counts, members
from tests.importing.fuzz import damaged
from tests.importing.rosters import csv_bytes, write_ods, write_xlsx
from tests.services.world import NAMKUM, World

HEAD = ("Phone", "Kept by", "Platform", "Group name", "Place", "Language", "People in it", "Link", "Link ends on",
        "Last seen", "How many groups", "Said on", "Aadhaar")  # fmt: skip
SITA, RAM = ("98123 45001", "सीता देवी"), ("९८१२३४५०००", "राम लाल महतो")
ONE = (*SITA, "", "Booth 7", "Namkum", "हिंदी", "२४०", "https://t.me/+abc", "14-12-2030", "14-11-2026", "", "", "")
TOLD = (*RAM, "व्हाट्सएप", "", "", "", "", "", "", "", "12", "14-11-2026", "")


def read(world: World, path: Path, rejects: Path | None = None, progress: Progress = silent) -> Imported:
    return groups_import.run(world.store, progress, path=path, rejects_to=rejects)


def table(tmp_path: Path, *rows: tuple[str, ...]) -> Path:
    path = tmp_path / "groups.csv"
    path.write_text(csv_bytes((HEAD, *rows)), encoding="utf-8")
    return path


def told(done: Imported) -> tuple[int, int, int]:
    return done.added, done.updated, done.unchanged


def test_groups_and_numbers_come_in_and_the_same_file_again_changes_nothing(world: World, tmp_path: Path) -> None:
    rows = (HEAD, ONE, TOLD)
    paths = (
        write_xlsx(tmp_path / "a.xlsx", rows),
        write_ods(tmp_path / "a.ods", rows),
        table(tmp_path, ONE, TOLD),
    )
    assert told(read(world, paths[0])) == (2, 0, 0)
    (row,) = world.read(groups.of_member, member=world.people[1])
    assert (row.name, row.platform, row.area_id, row.language, row.size) == ("Booth 7", "telegram", NAMKUM, "hi", 240)
    assert (row.link, str(row.expires_on), str(row.checked_on)) == ("https://t.me/+abc", "2030-12-14", "2026-11-14")
    (said,) = world.read(groups_counts.of_member, member=world.people[0]).platforms
    assert (said.platform, said.said, str(said.as_of)) == ("whatsapp", 12, "2026-11-14")
    before = world.last_tx()
    for path in paths:
        assert told(read(world, path)) == (0, 0, 2)
    assert world.last_tx() == before
    changed = (*ONE[:2], "Telegram", *ONE[3:6], "300", "", *ONE[8:])
    assert told(read(world, table(tmp_path, changed, (*TOLD[:10], "15", "15-11-2026", "")))) == (0, 2, 0)
    (row,) = world.read(groups.of_member, member=world.people[1])
    assert (row.size, row.link) == (300, "https://t.me/+abc"), "an empty cell takes nothing away"
    world.undo()
    (row,) = world.read(groups.of_member, member=world.people[1])
    assert row.size == 240


@pytest.mark.parametrize(
    ("at", "value", "says"),
    [
        (0, "", "Kept by: Write the card number"),
        (0, "12", "Kept by: “12” can't be read"),
        (1, "Somebody else", "Kept by: Nobody on the roster has this phone"),
        (2, "fax", "Platform: Write the platform: WhatsApp"),
        (3, "", "Name: Write what the group is called"),
        (3, "x" * 201, "Name: at most 200"),
        (4, "Nowhere", "Place: No area"),
        (5, "x" * 61, "Language: at most 60"),
        (6, "many", "People in it: “many” is no whole number"),
        (6, "9" * 5000, "is no whole number"),
        (6, "0", "People in it: use a number"),
        (7, "http://t.me/x", "Link: it begins with https"),
        (8, "soon", "Link ends on: “soon” is not a day"),
        (9, "01-01-2099", "2099 is still to come"),
        (10, "3", "How many groups: A row is one group by its name, or a number"),
    ],
)
def test_each_wrong_row_is_named_and_written_to_a_file(
    world: World, tmp_path: Path, at: int, value: str, says: str
) -> None:
    wrong = list(ONE)
    wrong[at] = value
    wrong[-1] = "1234 5678 9012"
    rejects = tmp_path / "rejects.csv"
    done = read(world, table(tmp_path, tuple(wrong), TOLD), rejects)
    assert told(done) == (1, 0, 0)
    assert [one.row for one in done.refused] == [2]
    written = rejects.read_text(encoding="utf-8-sig")
    assert says in written
    assert "1234 5678" not in written, "identity numbers are copied nowhere"
    assert written.count("\n") == 2
    assert done.rejects == rejects
    assert world.read(groups.count) == 0


def test_two_rows_that_say_different_things_of_one_group_are_not_guessed_between(world: World, tmp_path: Path) -> None:
    other = (*ONE[:7], "https://t.me/+xyz", *ONE[8:])
    done = read(world, table(tmp_path, ONE, other, ONE, TOLD, (*TOLD[:10], "15", *TOLD[11:])))
    assert told(done) == (2, 0, 1)
    assert [(one.row, one.sentence) for one in done.refused] == [
        (3, "Row 2 says something else of the same. Leave the one that is right."),
        (6, "Row 5 says something else of the same. Leave the one that is right."),
    ]


def test_a_number_said_later_stays_and_one_without_a_day_is_of_today(world: World, tmp_path: Path) -> None:
    world.do(groups_counts.said, member=world.people[0], platform="whatsapp", number=20)
    assert told(read(world, table(tmp_path, TOLD))) == (0, 0, 1)
    bare = (*TOLD[:10], "25", "", "")
    assert told(read(world, table(tmp_path, bare))) == (0, 1, 0)
    assert told(read(world, table(tmp_path, bare))) == (0, 0, 1)
    (said,) = world.read(groups_counts.of_member, member=world.people[0]).platforms
    assert (said.said, said.as_of) == (25, today())


def test_the_card_number_tells_who_it_is_and_a_name_beside_it_must_fit(world: World, tmp_path: Path) -> None:
    for who, card in ((0, "C-7"), (2, "C-8"), (3, "C-8")):
        world.do(members.edit, id=world.people[who], changes={"card_no": card})
    path = tmp_path / "cards.csv"
    rows = [("card", "name of member", "group", "platform"), ("C-7", "", "A", "wa"), ("C-9", "", "B", "wa")]
    rows += [("C-8", "", "C", "wa"), ("C-7", "", "D", "signal")]
    path.write_text(csv_bytes(tuple(rows)), encoding="utf-8")
    done = read(world, path)
    assert told(done) == (2, 0, 0)
    assert [one.sentence.split(" the card")[0] for one in done.refused] == [
        "Nobody on the roster has",
        "Several people have",
    ]
    path.write_text(csv_bytes((("card", "keeper", "group", "platform"), ("C-7", "गीता", "E", "wa"))), encoding="utf-8")
    assert "somebody with another name" in read(world, path).refused[0].sentence


class _Stops(Progress):
    def step(self, done: int, total: int = 0, text: str = "") -> None:
        if done:
            raise Cancelled


def test_cancelled_nothing_of_the_piece_stays(world: World, tmp_path: Path) -> None:
    rows = tuple((*SITA, "wa", f"Group {n}", *[""] * 9) for n in range(250))
    with pytest.raises(Cancelled):
        read(world, table(tmp_path, *rows), progress=_Stops())
    assert world.read(groups.count) == 0


def test_a_file_without_rows_is_said(world: World, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="no groups below its headings"):
        read(world, table(tmp_path))


def test_damaged_rows_give_a_sentence_each_and_stand_the_second_time(world: World, tmp_path: Path) -> None:
    random, path = Random(3), tmp_path / "case.csv"
    whole = csv_bytes((HEAD, ONE, TOLD)).encode()
    for number in range(60):
        path.write_bytes(damaged(whole, random))
        try:
            first = read(world, path, tmp_path / "rejects.csv")
        except RuleBroken:
            continue
        again = read(world, path)
        assert (again.added, again.updated) == (0, 0), number
        assert again.refused == first.refused, number
        assert all(one.sentence.endswith((".", "।")) for one in first.refused), first.refused
