"""A roster into the database: nobody lost, nobody doubled, whatever happens on the way."""

import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from organizer_app.db.check import check
from organizer_app.db.store import Store
from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.ids import id_text
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.progress import Progress, silent
from organizer_app.importing.preview import preview
from organizer_app.jobs import data_folder, made_up, members_check, members_import
from organizer_app.models import Act, Consent, Member, MemberPhone, Outbox, Post
from organizer_app.services import erasing, history, members, members_list, wings
from tests.conftest import District

HEADER = "नाम,पिता का नाम,मोबाइल,प्रखंड\n"


def _plan(path: Path, home: bytes | None = None, **more: object) -> members_import.Plan:
    plan = members_import.Plan(path=path, mapping=preview(path).mapping, source="test", area=home)
    return replace(plan, **more)  # type: ignore[arg-type]  # fields by name


def _write(folder: Path, rows: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(HEADER + rows, encoding="utf-8-sig")
    return path


def _count(store: Store, model: type = Member) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_same_file_again_changes_nothing(district: District, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    write_roster(path, 400, 7)
    first = members_import.run(district.store, silent, plan=_plan(path, district.home))
    before, ops = _count(district.store), _count(district.store, Outbox)
    again = members_import.run(district.store, silent, plan=_plan(path, district.home))
    assert first.added > 380
    assert (again.added, again.updated) == (0, 0)
    assert again.unchanged == first.added + first.updated + first.unchanged
    assert (_count(district.store), _count(district.store, Outbox)) == (before, ops)
    assert again.act is None


def test_everybody_is_added_refused_or_known(district: District, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    write_roster(path, 500, 8)
    result = members_import.run(district.store, silent, plan=_plan(path, district.home))
    assert result.added + result.updated + result.unchanged + len(result.refused) == 500
    assert result.refused  # the made-up roster has rows without a name


def test_a_known_person_is_filled_in_and_nothing_written_is_overwritten(district: District, tmp_path: Path) -> None:
    first = _write(tmp_path, "सीता देवी,,9812345670,\n")
    members_import.run(district.store, silent, plan=_plan(first))
    second = _write(tmp_path, "सीता देवी,राम लाल,9812345670 / 9812345671,\n", "more.csv")
    result = members_import.run(district.store, silent, plan=_plan(second))
    assert (result.added, result.updated) == (0, 1)
    with district.store.reading() as session:
        sita = session.scalars(select(Member).where(Member.name == "सीता देवी", Member.source == "test")).one()
        assert sita.guardian == "राम लाल"
        assert [p["number"] for p in sita.phones] == ["+919812345670", "+919812345671"]
        numbers = set(session.scalars(select(MemberPhone.number).where(MemberPhone.n == sita.n)))
    assert numbers == {"+919812345670", "+919812345671"}


def test_a_person_who_stands_twice_in_a_file_is_one_with_what_both_rows_say(district: District, tmp_path: Path) -> None:
    with district.store.reading() as session:
        first, second = wings.rows(session)[:2]
    path = tmp_path / "twice.csv"
    path.write_text(
        f"नाम,पिता का नाम,मोबाइल,मोर्चा\nसीता देवी,,9812345670,{first.name_hi}\n"
        f"सीता देवी,राम लाल,9812345670 / 9812345671,{second.name_hi}\n",
        encoding="utf-8-sig",
    )
    result = members_import.run(district.store, silent, plan=_plan(path))
    assert (result.added, result.updated) == (1, 1)
    with district.store.reading() as session:
        sita = session.scalars(select(Member).where(Member.name == "सीता देवी", Member.source == "test")).one()
        op = session.scalars(select(Outbox).where(Outbox.id == sita.id)).one()
        numbers = set(session.scalars(select(MemberPhone.number).where(MemberPhone.n == sita.n)))
    assert sita.guardian == "राम लाल"
    assert sita.wings == [id_text(first.id), id_text(second.id)]
    assert numbers == {"+919812345670", "+919812345671"}
    assert op.f["guardian"] == "राम लाल"
    before = (sita.sort_key, sita.search_keys, sita.home_key)
    sita.derive()
    assert (sita.sort_key, sita.search_keys, sita.home_key) == before


def test_a_family_on_one_phone_stays_several_people(district: District, tmp_path: Path) -> None:
    path = _write(tmp_path, "राम लाल,हरि,9812345670,\nसीता देवी,राम लाल,9812345670,\nराम लाल,मोहन,9812345670,\n")
    result = members_import.run(district.store, silent, plan=_plan(path))
    assert result.added == 3


def test_a_bad_phone_is_reported_and_the_person_kept(district: District, tmp_path: Path) -> None:
    path = _write(tmp_path, "मीना,,9.81E+09,\n,बिना नाम,9812345670,\n")
    result = members_import.run(district.store, silent, plan=_plan(path, rejects=tmp_path / "no.csv"))
    assert result.added == 1
    assert any(p.field == "phone" for p in result.problems)
    assert [r.row for r in result.refused] == [3]
    assert "बिना नाम" in (tmp_path / "no.csv").read_text("utf-8-sig")


def test_a_file_without_a_source_is_refused(district: District, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="where the list comes from"):
        members_import.run(district.store, silent, plan=_plan(_write(tmp_path, "मीना,,,\n"), source=" "))


def test_people_without_a_place_wait_unplaced_and_are_not_sent(district: District, tmp_path: Path) -> None:
    members_import.run(district.store, silent, plan=_plan(_write(tmp_path, "मीना,,,\n")))
    with district.store.reading() as session:
        assert session.scalars(select(Member.bucket).where(Member.name == "मीना")).all() == ["local"]


def test_consent_is_written_for_each_person_when_it_was_said(district: District, tmp_path: Path) -> None:
    before = _count(district.store, Consent)
    members_import.run(district.store, silent, plan=_plan(_write(tmp_path, "मीना,,,\n"), consent="signed form"))
    with district.store.reading() as session:
        added = session.scalars(select(Consent).order_by(Consent.created_at.desc()).limit(1)).one()
    assert _count(district.store, Consent) == before + 1
    assert (added.how, added.state) == ("signed form", "given")


def test_the_import_is_one_act_and_can_be_undone(district: District, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    write_roster(path, 300, 9)
    with district.store.reading() as session:
        before = members_list.count(session)
    result = members_import.run(district.store, silent, plan=_plan(path, district.home))
    assert result.act is not None
    with district.store.transaction("history.undo") as session:
        history.undo(session, tx=result.act)
    with district.store.reading() as session:
        assert members_list.count(session) == before
    again = members_import.run(district.store, silent, plan=_plan(path, district.home))
    assert again.added == result.added


def test_bulk_capture_gives_what_the_triggers_give(district: District, tmp_path: Path) -> None:
    """The rows an import writes itself are those the trigger would have written."""
    path = _write(tmp_path, "मीना,राम,9812345670,कांके\n")
    members_import.run(district.store, silent, plan=_plan(path, district.home, consent="form"))
    with district.store.reading() as session:
        member = session.scalars(select(Member).where(Member.name == "मीना")).one()
        bulk = session.scalars(select(Outbox).where(Outbox.id == member.id)).one()
    copy = {c.name: getattr(member, c.key) for c in Member.__table__.c if c.name not in ("n", "id", "_extra")}
    with district.store.transaction("members.add") as session:
        other = Member(**copy)
        session.add(other)
        session.flush()
        single = session.scalars(select(Outbox).where(Outbox.id == other.id)).one()
    skipped = {"seq", "op_id", "id", "at", "tx"}
    of = lambda op: {c.key: getattr(op, c.key) for c in Outbox.__table__.c if c.key not in skipped}  # noqa: E731
    assert of(bulk) == of(single)


def test_identity_columns_reach_neither_the_roster_nor_the_rejects(district: District, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("नाम,आधार नं.,जाति,मोबाइल\n,2345 6789 0124,कखग,9812345670\nमीना,,,\n", encoding="utf-8-sig")
    plan = _plan(path, rejects=tmp_path / "no.csv")
    assert len(plan.mapping.refused) == 2
    members_import.run(district.store, silent, plan=plan)
    written = (tmp_path / "no.csv").read_text("utf-8-sig")
    assert "9812345670" in written
    assert "2345" not in written.replace("9812345670", "")
    assert "कखग" not in written


class _StopAfter(Progress):
    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize(("short", "steps"), [(99.0, [50, 100, 200, 200, 50]), (0.0, [50] * 12)])
def test_a_transaction_takes_more_rows_where_that_is_quick(
    short: float, steps: list[int], district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members_import, "BATCH", 50)
    monkeypatch.setattr(members_import, "SHORT", short)
    monkeypatch.setattr(members_import, "LONG", 100.0)
    path = tmp_path / "roster.csv"
    path.write_text(HEADER + "".join(f"मीना {n},,,\n" for n in range(600)), encoding="utf-8-sig")
    sizes: list[int] = []
    write = members_import.Batch.write
    monkeypatch.setattr(members_import.Batch, "write", lambda self, rows: (sizes.append(len(rows)), write(self, rows)))
    members_import.run(district.store, silent, plan=_plan(path))
    assert sizes == steps


def test_a_transaction_that_held_up_others_for_long_is_followed_by_a_smaller_one() -> None:
    assert members_import._at_once(8_000, members_import.LONG + 0.1, 0) == 4_000
    assert members_import._at_once(members_import.BATCH, 99, 0) == members_import.BATCH
    assert members_import._at_once(4_000, members_import.SHORT, 0) == 4_000


def test_a_state_s_list_goes_in_with_larger_transactions() -> None:
    row = members_import.STATE
    assert members_import._at_once(8_000, members_import.SHORT, row) == 16_000
    assert members_import._at_once(16_000, 0, row) == 16_000
    assert members_import._at_once(16_000, 2 * members_import.LONG, row) == 16_000


def test_a_list_that_doubles_the_roster_makes_its_indexes_at_the_end(
    district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def indexes_there() -> set[str]:
        with district.store.reading() as session:
            return set(session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'index'")))

    before, seen = indexes_there(), list[bool]()
    path = tmp_path / "roster.csv"
    path.write_text(HEADER + "".join(f"मीना {n},,,\n" for n in range(300)), encoding="utf-8-sig")
    monkeypatch.setattr(members_import, "BATCH", 50)
    monkeypatch.setattr(members_import, "STATE", 100)

    class Watch(Progress):
        def step(self, done: int, total: int = 0, text: str = "") -> None:
            seen.append("ix_members_list" in indexes_there())

    members_import.run(district.store, Watch(), plan=_plan(path))
    assert all(seen), "it does not double these"
    monkeypatch.setattr(members_import, "_people", lambda _raw: 0)
    path.write_text(HEADER + "".join(f"गीता {n},,,\n" for n in range(300)), encoding="utf-8-sig")
    members_import.run(district.store, Watch(), plan=_plan(path))
    assert not all(seen)
    assert indexes_there() == before


@pytest.mark.parametrize("batch", [1, 100])
@pytest.mark.parametrize(
    "rows",
    [
        ["मीना,राम,9812345670,कांके", "मीना,,9812345670 9812345671,कांके", "मीना,,9812345671,"],  # the number came later
        ["मीना,,9812345670,कांके", "मीना,राम,9812345670,कांके", "मीना,राम,,कांके"],  # the guardian came later
        ["मीना,,9812345670,कांके", "मीना,राम,9812345670,कांके", "मीना,श्याम,9812345670,कांके"],  # another guardian
    ],
)
def test_who_is_the_same_does_not_hang_on_where_a_batch_ends(
    rows: list[str], batch: int, district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members_import, "BATCH", batch)
    result = members_import.run(
        district.store, silent, plan=_plan(_write(tmp_path, "\n".join(rows) + "\n"), district.home)
    )
    assert result.added == (2 if "श्याम" in rows[-1] else 1)


def test_cancel_keeps_whole_batches_and_running_again_goes_on(
    district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members_import, "BATCH", 50)
    path = tmp_path / "roster.csv"
    write_roster(path, 300, 10)
    before = _count(district.store)
    with pytest.raises(Cancelled):
        members_import.run(district.store, _StopAfter(2), plan=_plan(path, district.home))
    half = _count(district.store) - before
    assert 0 < half < 200
    result = members_import.run(district.store, silent, plan=_plan(path, district.home))
    assert result.resumed_at > 0
    assert result.added == _count(district.store) - before
    assert result.added + result.updated + result.unchanged + len(result.refused) == 300
    with district.store.reading() as session:
        acts = session.scalars(select(Act).where(Act.verb == "members.import", Act.about == "roster.csv")).all()
    assert len(acts) == 1  # one act, so one undo takes all of it back


KILLED = """
import sys
from pathlib import Path
from organizer_app.db.store import Store
from organizer_app.domain.progress import silent
from organizer_app.importing.preview import preview
from organizer_app.jobs import members_import
folder, path, key, home = Path(sys.argv[1]), Path(sys.argv[2]), bytes.fromhex(sys.argv[3]), bytes.fromhex(sys.argv[4])
members_import.BATCH = 100
plan = members_import.Plan(path=path, mapping=preview(path).mapping, source="test", area=home)
print("ready", flush=True)
members_import.run(Store(folder, key), silent, plan=plan)
"""


def killed_imports(folder: Path, kills: int, seed: int, rows: int = 6_000) -> None:
    """kill -9 at random moments of imports: the file is whole each time, and a last run completes it."""
    chance = random.Random(seed)
    created = data_folder.create(folder / "data", passphrase="x", use_keyring=False)
    home = made_up.prepare(created.store)
    key = created.store.key
    created.store.close()
    path = folder / "roster.csv"
    write_roster(path, rows, seed)
    arguments = [sys.executable, "-c", KILLED, str(folder / "data"), str(path), key.hex(), home.hex()]
    died = 0
    for _kill in range(kills):
        child = subprocess.Popen(arguments, stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(chance.uniform(0.02, 0.7))
        child.send_signal(signal.SIGKILL)
        died += child.wait() == -signal.SIGKILL
        child.stdout.close()
        assert check(folder / "data" / "organizer.db", key, deep=True).ok
    assert died, "every child finished before it was killed; give it more rows"
    store = Store(folder / "data", key)
    result = members_import.run(store, silent, plan=_plan(path, home))
    with store.reading() as session:
        people = session.scalar(select(func.count()).select_from(Member)) or 0
        doubled = session.execute(
            text("SELECT member_id FROM import_seen GROUP BY fingerprint HAVING count(*) > 1")
        ).all()
        created_ops = session.scalar(
            select(func.count()).select_from(Outbox).where(Outbox.tbl == "members", Outbox.was.is_(None))
        )
        known = session.execute(text("SELECT count(DISTINCT member_id) FROM import_seen")).scalar_one()
        posts = session.scalar(select(func.count()).select_from(Post)) or 0
    assert people == known == created_ops  # nobody lost, nobody doubled
    assert result.added + result.updated + result.unchanged + len(result.refused) == rows
    assert not doubled
    assert posts
    store.close()


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_kill_9_during_an_import_leaves_a_whole_file_and_the_rerun_completes_it(tmp_path: Path) -> None:
    killed_imports(tmp_path, kills=4, seed=5)


def test_people_who_were_erased_are_held_back_from_any_list(district: District, tmp_path: Path) -> None:
    store = district.store
    members_import.run(store, silent, plan=_plan(_write(tmp_path, "बुधनी कुजूर,मंगरा,98123 45670,\n"), district.home))
    with store.reading() as session:
        budhni = session.scalars(select(Member.id).where(Member.name == "बुधनी कुजूर")).one()
    other = _write(
        tmp_path,
        "Budhni Kujur,Mangra,0 98123-45670,\nमंगरा कुजूर,,98123 45670,\nबुधनी कुजूर,,98123 45699,\n",
        "other.csv",
    )
    assert _held(store, other) == 0
    with store.transaction("erasing.erase") as session:
        erasing.erase(session, member=budhni, reason="asked")
    before = _count(store)
    assert _held(store, other) == 1
    rejects = tmp_path / "rejects.csv"
    result = members_import.run(store, silent, plan=_plan(other, district.home, rejects=rejects))
    assert (result.added, result.held, [r.row for r in result.refused]) == (2, {2}, [2])
    assert "fresh consent" in str(result.refused[0])
    assert "Budhni Kujur" in rejects.read_text("utf-8-sig")
    assert _count(store) == before + 2
    with store.transaction("members.add") as session:
        new = members.New(name="बुधनी कुजूर", phones="9812345670", again="signed a form")
        members.add(session, new=new)
    again = members_import.run(store, silent, plan=_plan(tmp_path / "list.csv", district.home))
    assert (again.added, again.held) == (0, set()), "who is back is known"


def test_a_resumed_import_tells_everybody_it_holds_back(
    district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members_import, "BATCH", 1)
    with district.store.transaction("members.add") as session:
        person = members.add(session, new=members.New(name="बुधनी कुजूर", phones="9812345670"))
        erasing.erase(session, member=person, reason="asked")
    path = _write(tmp_path, "बुधनी कुजूर,,98123 45670,\nराम लाल,,,\nश्याम लाल,,,\n")

    class Stop(Progress):
        def step(self, done: int, _total: int = 0, _text: str = "") -> None:
            if done > 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        members_import.run(district.store, Stop(), plan=_plan(path))
    result = members_import.run(district.store, silent, plan=_plan(path))
    assert (result.resumed_at, result.held, result.added) == (3, {2}, 2)


def _held(store: Store, path: Path) -> int:
    return members_check.count(store, silent, plan=_plan(path)).held
