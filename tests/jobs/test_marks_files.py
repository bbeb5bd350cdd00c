"""Two laptops at one camp and a file between them: nothing lost, nothing doubled, nothing overwritten in silence."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from organizer_app.db.store import Store
from organizer_app.domain import clock
from organizer_app.domain.attendance import MARKS
from organizer_app.domain.errors import RuleBroken
from organizer_app.jobs import marks_files
from organizer_app.models import Attendance, Invitation, Member, Outbox
from organizer_app.services import (
    attendance,
    camps,
    day_closes,
    erasing,
    history,
    invitations,
    marks_exchange,
    marks_words,
    members,
    sheets,
    substitutes,
    walk_ins,
)
from organizer_app.services.marks_taking import Taking
from organizer_app.wire import marks_file
from tests.services.world import DAY, NEXT_DAY, Template, World


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are not about guessing."""
    monkeypatch.setattr(marks_file, "COST", 2)


class Laptop(World):
    """One of the two, with a clock that goes on by a second at each act."""

    def give(self, camp: bytes, file: Path) -> str:
        return marks_files.write(self.store, camp=camp, file=file).code

    def take(self, file: Path, code: str) -> Taking:
        seen = marks_files.look(self.store, file=file, code=code)
        taken = marks_files.read(self.store, file=file, code=code)
        told = (taken.new, taken.same, taken.differences, taken.newcomers, taken.closed, taken.unplanned)
        assert told == (seen.new, seen.same, seen.differences, seen.newcomers, seen.closed, seen.unplanned)
        return taken

    def mark(self, camp: bytes, serials: list[int], as_: str = "present", number: int = 1) -> None:
        self.do(attendance.mark, session_id=self.session(camp, number), serials=serials, as_=as_)

    def count(self, model: Any, *conditions: Any) -> int:
        return int(
            self.read(lambda session: session.scalar(select(func.count()).select_from(model).where(*conditions)))
        )


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template(tmp_path_factory.mktemp("district"))


@pytest.fixture
def desk(template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Desk"]:
    """Two laptops with the same frozen camp of ten."""
    now = [clock.now_ms()]

    def tick() -> int:
        now[0] += 1000
        return now[0]

    monkeypatch.setattr(clock, "source", tick)
    first = template.fresh()
    camp = first.frozen(people=10, days=(DAY, NEXT_DAY))
    folder, key = first.store.folder, first.store.key
    first.store.close()
    shutil.copytree(folder, tmp_path / "asha")
    shutil.copytree(folder, tmp_path / "birsa")
    asha = Laptop(Store(tmp_path / "asha", key, operator="Asha"), list(first.people))
    birsa = Laptop(Store(tmp_path / "birsa", key, operator="Birsa"), list(first.people))
    yield Desk(asha, birsa, camp, tmp_path, tick)
    asha.store.close()
    birsa.store.close()


class Desk:
    """Asha's and Birsa's laptops at one camp."""

    def __init__(self, asha: Laptop, birsa: Laptop, camp: bytes, folder: Path, tick: Callable[[], int]) -> None:
        self.asha, self.birsa, self.camp, self.folder, self.tick = asha, birsa, camp, folder, tick
        self._files = 0

    def file(self, of: Laptop) -> tuple[Path, str]:
        self._files += 1
        file = self.folder / f"{self._files}{marks_file.ENDING}"
        return file, of.give(self.camp, file)

    def names(self, of: Laptop) -> set[str]:
        return {row.name for row in of.read(invitations.rows, camp=self.camp)}


def same_marks(desk: Desk) -> dict[int, str]:
    one, other = ({n: laptop.marks(desk.camp, n) for n in range(1, 5)} for laptop in (desk.asha, desk.birsa))
    assert one == other
    return one[1]


def test_marks_come_over_as_they_were_made_and_can_be_undone(desk: Desk) -> None:
    desk.asha.mark(desk.camp, [1, 2, 3])
    desk.birsa.mark(desk.camp, [4, 5], "late")
    desk.birsa.mark(desk.camp, [1], number=3)
    taken = desk.asha.take(*desk.file(desk.birsa))
    assert (taken.new, taken.same, taken.differences, taken.writer) == (3, 0, (), "Birsa")
    assert desk.asha.marks(desk.camp) == {1: "present", 2: "present", 3: "present", 4: "late", 5: "late"}
    assert desk.asha.marks(desk.camp, 3) == {1: "present"}
    assert {op.usr for op in ops(desk.asha, taken.tx)} == {"Asha"}
    assert {op.f["by"] for op in ops(desk.asha, taken.tx)} == {"Birsa"}
    assert taken.tx is not None
    desk.asha.undo(taken.tx)
    assert desk.asha.marks(desk.camp) == {1: "present", 2: "present", 3: "present"}


def ops(laptop: Laptop, tx: int | None) -> list[Outbox]:
    return list(laptop.read(lambda session: session.scalars(select(Outbox).where(Outbox.tx == tx)).all()))


def test_the_same_mark_made_on_both_is_one_and_what_is_sent_of_it_is_equal(desk: Desk) -> None:
    desk.birsa.mark(desk.camp, [4])
    taken = desk.asha.take(*desk.file(desk.birsa))
    (here,) = ops(desk.asha, taken.tx)
    (there,) = [op for op in ops(desk.birsa, desk.birsa.last_tx()) if op.tbl == "attendance"]
    assert (here.id, here.bucket, here.f) == (there.id, there.bucket, there.f)


def test_a_file_read_twice_and_one_given_back_change_nothing_more(desk: Desk) -> None:
    desk.asha.mark(desk.camp, [1, 2])
    desk.birsa.do(walk_ins.add, camp=desk.camp, session_ids=[desk.birsa.session(desk.camp)], name="Hari Munda")
    of_birsa = desk.file(desk.birsa)
    desk.asha.take(*of_birsa)
    before = desk.asha.count(Outbox), desk.asha.count(Member), desk.asha.last_tx()
    again = desk.asha.take(*of_birsa)
    assert (again.tx, again.changes, again.same) == (None, 0, 1)
    assert before == (desk.asha.count(Outbox), desk.asha.count(Member), desk.asha.last_tx())
    desk.birsa.take(*desk.file(desk.asha))
    back = desk.asha.take(*desk.file(desk.birsa))
    assert (back.tx, back.same) == (None, 3)
    same_marks(desk)


def test_after_an_undo_the_same_file_brings_everything_again(desk: Desk) -> None:
    desk.birsa.mark(desk.camp, [4, 5])
    desk.birsa.do(walk_ins.add, camp=desk.camp, session_ids=[desk.birsa.session(desk.camp)], name="Hari Munda")
    file = desk.file(desk.birsa)
    desk.asha.mark(desk.camp, [9])
    first = desk.asha.take(*file)
    desk.asha.undo(first.tx)
    assert desk.asha.marks(desk.camp) == {9: "present"}
    assert "Hari Munda" not in desk.names(desk.asha)
    assert desk.asha.take(*file).new == 3
    assert desk.asha.marks(desk.camp) == {4: "present", 5: "present", 9: "present", 11: "present"}
    assert "Hari Munda" in desk.names(desk.asha)
    assert desk.asha.count(Member, Member.archived_at.is_not(None)) == 0


@pytest.mark.parametrize("asha_first", [True, False])
def test_the_later_mark_stands_on_both_and_both_are_told(desk: Desk, asha_first: bool) -> None:
    turns = [(desk.asha, "present"), (desk.birsa, "absent")]
    for laptop, mark in turns if asha_first else reversed(turns):
        laptop.mark(desk.camp, [7], mark)
    of_asha, of_birsa = desk.file(desk.asha), desk.file(desk.birsa)
    (told,) = desk.asha.take(*of_birsa).differences
    assert (told.serial, told.here, told.here_by, told.there, told.there_by) == (
        7,
        "present",
        "Asha",
        "absent",
        "Birsa",
    )
    assert told.takes is asha_first
    (told,) = desk.birsa.take(*of_asha).differences
    assert told.takes is not asha_first
    assert same_marks(desk) == {7: "absent" if asha_first else "present"}
    assert desk.asha.take(*of_birsa).tx is None


@pytest.mark.parametrize("newest_first", [True, False])
def test_two_files_in_any_order_end_in_the_same_marks(desk: Desk, newest_first: bool) -> None:
    desk.birsa.mark(desk.camp, [1, 2, 3])
    old = desk.file(desk.birsa)
    desk.birsa.mark(desk.camp, [2], "late")
    desk.birsa.do(attendance.unmark, session_id=desk.birsa.session(desk.camp), serials=[3])
    new = desk.file(desk.birsa)
    for file in (new, old) if newest_first else (old, new):
        desk.asha.take(*file)
    assert same_marks(desk) == {1: "present", 2: "late"}
    assert desk.asha.take(*old).tx is None


def test_a_mark_taken_back_there_is_taken_back_here_and_an_undo_counts_as_a_decision(desk: Desk) -> None:
    desk.birsa.mark(desk.camp, [1, 2])
    desk.asha.take(*desk.file(desk.birsa))
    desk.birsa.mark(desk.camp, [2], "absent")
    desk.asha.take(*desk.file(desk.birsa))
    assert desk.asha.marks(desk.camp)[2] == "absent"
    desk.birsa.undo()
    desk.birsa.do(attendance.unmark, session_id=desk.birsa.session(desk.camp), serials=[1])
    told = desk.asha.take(*desk.file(desk.birsa)).differences
    assert [(d.serial, d.here, d.there, d.takes) for d in told] == [
        (1, "present", "", True),
        (2, "absent", "present", True),
    ]
    assert same_marks(desk) == {2: "present"}


def test_a_clock_that_is_ahead_does_not_win_by_that(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(clock, "source", lambda: desk.tick() + 10**9)
        desk.birsa.mark(desk.camp, [1], "absent")
    with monkeypatch.context() as patch:
        patch.setattr(clock, "source", lambda: desk.tick() + 10**9)
        for _second in range(5):
            clock.now_ms()
        file = desk.file(desk.birsa)
    desk.asha.mark(desk.camp, [1])
    taken = desk.asha.take(*file)
    assert [d.takes for d in taken.differences] == [False]
    assert desk.asha.marks(desk.camp) == {1: "present"}


def test_walk_ins_come_with_their_record_and_nothing_of_it_will_clash(desk: Desk) -> None:
    signed = desk.birsa.do(
        walk_ins.add,
        camp=desk.camp,
        session_ids=[desk.birsa.session(desk.camp)],
        name="Smt. Sita Devi",
        phone="98765 43210, 12",
        guardian="Ram",
        relation="husband",
        gender="female",
    )
    taken = desk.asha.take(*desk.file(desk.birsa))
    assert [(n.name, n.row, n.also) for n in taken.newcomers] == [("Sita Devi", 11, "")]
    here = {op.tbl: op.f for op in ops(desk.asha, taken.tx)}
    there = {op.tbl: op.f for op in ops(desk.birsa, desk.birsa.last_tx())}
    assert here == there
    assert desk.asha.member(signed.member_id).search_keys == desk.birsa.member(signed.member_id).search_keys
    assert same_marks(desk) == {11: "present"}


def test_somebody_of_the_roster_comes_without_a_second_record(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks_exchange, "SLACK", 0)  # the roster of this test is seconds old
    known = desk.birsa.people[20]
    desk.birsa.do(members.edit, id=known, changes={"notes": "call first"})
    desk.birsa.do(walk_ins.add, camp=desk.camp, session_ids=[desk.birsa.session(desk.camp)], member=known)
    before = desk.asha.count(Member)
    file, code = desk.file(desk.birsa)
    assert marks_files.opened(file, code).people == []
    taken = desk.asha.take(file, code)
    assert desk.asha.count(Member) == before
    assert not any(op.tbl == "members" for op in ops(desk.asha, taken.tx))
    assert same_marks(desk) == {11: "present"}


def test_a_substitute_comes_with_who_stays_away(desk: Desk) -> None:
    session_id = desk.birsa.session(desk.camp)
    desk.birsa.do(substitutes.add, camp=desk.camp, instead_of=3, session_ids=[session_id], name="Hari Munda")
    taken = desk.asha.take(*desk.file(desk.birsa))
    assert (taken.stood_for, [n.name for n in taken.newcomers]) == (1, ["Hari Munda"])
    rows = {row.serial: row for row in desk.asha.read(invitations.rows, camp=desk.camp)}
    assert rows[3].state == "substituted"
    assert rows[11].stands_for == rows[3].name
    assert desk.asha.read(invitations.rows, camp=desk.camp) == desk.birsa.read(invitations.rows, camp=desk.camp)
    desk.asha.undo(taken.tx)
    rows = {row.serial: row for row in desk.asha.read(invitations.rows, camp=desk.camp)}
    assert rows[3].state == "invited"
    assert 11 not in rows


def test_walk_ins_of_both_on_one_row_number_are_both_kept_and_told(desk: Desk) -> None:
    for laptop, name in ((desk.asha, "Sita Devi"), (desk.birsa, "Hari Munda")):
        laptop.do(walk_ins.add, camp=desk.camp, session_ids=[laptop.session(desk.camp)], name=name, serial=11)
    of_asha, of_birsa = desk.file(desk.asha), desk.file(desk.birsa)
    taken = desk.asha.take(*of_birsa)
    assert [(n.name, n.row, n.also) for n in taken.newcomers] == [("Hari Munda", 11, "Sita Devi")]
    desk.birsa.take(*of_asha)
    for laptop in (desk.asha, desk.birsa):
        assert {"Sita Devi", "Hari Munda"} <= desk.names(laptop)
        laptop.do(sheets.freeze, camp=desk.camp)
        lines = {line.name: line for line in laptop.read(attendance.lines, camp=desk.camp)}
        both = [lines["Sita Devi"], lines["Hari Munda"]]
        assert sorted(line.serial for line in both) == [11, 12]
        assert all("present" in line.marks.values() for line in both)


def test_who_was_taken_off_the_list_after_the_file_was_written_stays_off(desk: Desk) -> None:
    desk.birsa.do(walk_ins.add, camp=desk.camp, session_ids=[], name="Hari Munda")
    file = desk.file(desk.birsa)
    desk.asha.take(*file)
    hari = next(r.member_id for r in desk.asha.read(invitations.rows, camp=desk.camp) if r.name == "Hari Munda")
    desk.asha.do(invitations.remove, camp=desk.camp, members=[hari], now=clock.now_ms())
    assert desk.asha.take(*file).tx is None
    assert "Hari Munda" not in desk.names(desk.asha)
    desk.asha.take(*desk.file(desk.birsa))  # a later file: over there Hari is still on the list
    assert "Hari Munda" in desk.names(desk.asha)


@pytest.mark.parametrize("phone", ["9876543210", ""])
def test_an_erased_person_does_not_come_back(desk: Desk, phone: str) -> None:
    at = desk.birsa.session(desk.camp)
    desk.birsa.do(walk_ins.add, camp=desk.camp, session_ids=[at], name="Hari Munda", phone=phone)
    desk.asha.take(*desk.file(desk.birsa))
    hari = next(r.member_id for r in desk.asha.read(invitations.rows, camp=desk.camp) if r.name == "Hari Munda")
    desk.asha.do(invitations.remove, camp=desk.camp, members=[hari], now=clock.now_ms())
    desk.asha.do(erasing.erase, member=hari, reason="asked")
    taken = desk.asha.take(*desk.file(desk.birsa))
    assert taken.newcomers  # the row on paper counts, without a name
    assert taken.erased == 1
    assert any("was erased here and stays so" in line.text for line in marks_words.lines(taken))
    assert desk.asha.count(Member, Member.id == hari) == 0


def test_a_closed_day_and_an_unknown_session_are_left_out_and_told(desk: Desk) -> None:
    new = camps.NewSession(DAY, "18:00", "19:00", "Late", ())
    added = desk.birsa.do(camps.add_session, camp=desk.camp, new=new)
    desk.birsa.do(attendance.mark, session_id=added, serials=[1], as_="present")
    desk.birsa.mark(desk.camp, [1, 2], number=4)
    desk.birsa.mark(desk.camp, [1])
    for number in (1, 2):
        desk.asha.do(attendance.mark_rest, session_id=desk.asha.session(desk.camp, number))
    desk.birsa.mark(desk.camp, [2])
    desk.asha.do(day_closes.close, camp=desk.camp, day=DAY, despite="late")
    taken = desk.asha.take(*desk.file(desk.birsa))
    assert (taken.new, taken.unplanned, taken.closed) == (2, 1, 1)
    assert [(d.serial, d.takes) for d in taken.differences] == [(1, False)]
    assert set(desk.asha.marks(desk.camp).values()) == {"absent"}


def test_what_can_t_be_given_or_taken_is_said_and_nothing_changes(desk: Desk) -> None:
    empty = desk.asha.camp(title="Other")
    with pytest.raises(RuleBroken, match="not frozen yet"):
        desk.asha.give(empty, desk.folder / "x")
    other = desk.asha.frozen(people=3, title="Third")
    file = desk.folder / "third"
    code = desk.asha.give(other, file)
    with pytest.raises(RuleBroken, match="“Third”, which is not on this laptop"):
        desk.birsa.take(file, code)
    file, code = desk.file(desk.birsa)
    with pytest.raises(RuleBroken, match="code does not open"):
        desk.asha.take(file, "0000-0000")
    with pytest.raises(RuleBroken, match="needs 8"):
        desk.asha.take(desk.folder / "absent", "1")
    with pytest.raises(RuleBroken):
        desk.asha.take(desk.folder / "absent", code)
    desk.asha.do(camps.cancel, camp=desk.camp)
    before = desk.asha.count(Outbox)
    with pytest.raises(RuleBroken, match="cancelled"):
        desk.asha.take(file, code)
    assert desk.asha.count(Outbox) == before


@pytest.mark.parametrize("seed", range(4))
def test_whatever_both_do_and_in_whatever_order_files_go_they_agree(desk: Desk, seed: int) -> None:
    random, laptops = Random(seed), (desk.asha, desk.birsa)
    files = [[desk.file(laptop)] for laptop in laptops]
    for step in range(14):
        which = random.randrange(2)
        laptop, do = laptops[which], random.randrange(7)
        at = laptop.session(desk.camp, random.randrange(1, 3))
        serials = random.sample(range(1, 11), 3)
        if do < 3:
            before = laptop.last_tx()
            laptop.do(attendance.mark, session_id=at, serials=serials, as_=random.choice(MARKS))
            if do == 2 and laptop.last_tx() != before:
                laptop.undo()
        elif do == 3:
            laptop.do(attendance.unmark, session_id=at, serials=serials)
        elif do == 4:
            laptop.do(walk_ins.add, camp=desk.camp, session_ids=[at], name=f"Hari {step}")
        elif do == 5:
            files[which].append(desk.file(laptop))
        else:
            laptop.take(*random.choice(files[1 - which]))
    for which in (0, 1, 0):
        laptops[which].take(*desk.file(laptops[1 - which]))
    assert live(desk.asha) == live(desk.birsa)
    assert desk.names(desk.asha) == desk.names(desk.birsa)
    assert desk.asha.take(*random.choice(files[1])).tx is None


def live(laptop: Laptop) -> dict[tuple[bytes, bytes], str]:
    """Every mark that counts, by session and member."""
    query = select(Attendance).where(Attendance.archived_at.is_(None))
    rows = laptop.read(lambda session: session.scalars(query).all())
    return {(row.session_id, row.member_id): row.mark for row in rows}


def test_a_file_of_something_else_is_not_overwritten(desk: Desk) -> None:
    letter = desk.folder / "letter.pdf"
    letter.write_bytes(b"%PDF")
    with pytest.raises(RuleBroken, match="no file of marks"):
        desk.asha.give(desk.camp, letter)
    assert letter.read_bytes() == b"%PDF"
    file, old = desk.file(desk.asha)
    desk.asha.mark(desk.camp, [1])
    new = desk.asha.give(desk.camp, file)
    assert new != old
    assert desk.birsa.take(file, new).new == 1


def test_a_suggested_name_can_stand_on_a_pendrive() -> None:
    assert marks_files.suggested_name("शिविर: 1/2 “A”?", "2026-12-14") == "शिविर 1 2 “A” 2026-12-14.organizer-marks"


def test_the_history_names_the_act(desk: Desk) -> None:
    desk.birsa.mark(desk.camp, [1])
    desk.asha.take(*desk.file(desk.birsa))
    last = desk.asha.read(history.acts, limit=1)[0]
    assert (last.verb, last.about, last.undoable) == ("marks_files.read", "प्रशिक्षण", True)
    assert desk.asha.count(Invitation) == 10
