from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from organizer_app.domain.errors import RuleBroken
from organizer_app.models import Act, Consent, Erasure, Invitation, Member, Merge, Outbox, Post, SyncState
from organizer_app.services import attendance, consents, erasing, history, members, sheets, sync_state, walk_ins
from tests.services.world import World


def dump(world: World) -> str:
    """Everything in the file, the search index's own tables included, as one text."""
    with world.store.exchanging() as (raw, _tables):
        names = [n for (n,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "\n".join(str(raw.execute(f"SELECT * FROM {name}").fetchall()) for name in names)


def everything_about(world: World) -> tuple[bytes, bytes]:
    """A person with a name of their own, an office, a consent, a history, and a row on a printed sheet."""
    member = world.people[0]
    camp = world.frozen(people=30)
    world.do(attendance.mark, session_id=world.session(camp), serials=(1, 2), as_="present")
    world.do(sheets.record_print, sheets=[world.sheet(camp)])
    with world.store.transaction("members.edit", "झबरू लाल") as session:
        members.edit(session, id=member, changes={"name": "झबरू लाल", "phones": "98765 43210"})
    with world.store.transaction("consents.record") as session:
        session.add(Consent(member_id=member, purpose="organisation", channel="paper", state="given", at=1))
        session.add(Post(member_id=member, title="president", bucket="D339"))
    return member, camp


def test_nothing_of_the_person_is_left_and_counts_stay(world: World) -> None:
    member, _camp = everything_about(world)
    receipt = world.do(erasing.erase, member=member, reason="asked for it")
    left = dump(world)
    for trace in ("झबरू", "9876543210", "0123456789"[::-1], "98765 43210"):
        assert trace not in left
    with world.store.reading() as session:
        assert session.scalar(select(Member.id).where(Member.id == member)) is None
        assert session.scalars(select(Post)).all() == []
        assert session.scalars(select(Consent)).all() == []
        assert session.scalar(select(Invitation.id).where(Invitation.member_id == member)) is not None
        assert {op.kind for op in session.scalars(select(Outbox).where(Outbox.id == member))} == {"patch", "erase"}
        assert all(op.f == {} for op in session.scalars(select(Outbox).where(Outbox.id == member)))
        assert "झबरू लाल" not in [a.about for a in session.scalars(select(Act))]
    assert dict(receipt.erased) == {"members": 1, "consents": 1, "posts": 1}
    assert dict(receipt.kept)["invitations"] == 1
    (sheet,) = receipt.sheets
    assert (sheet.camp, sheet.version) == ("प्रशिक्षण", world.read(sheets.latest, camp=_camp)[0].version)
    assert (receipt.user, receipt.reason, receipt.goes_to_hq) == ("Asha", "asked for it", False)
    assert receipt.backups_before == receipt.at


def test_erasing_can_not_be_undone(world: World) -> None:
    world.do(erasing.erase, member=world.people[0], reason="x")
    with pytest.raises(RuleBroken, match="can't be brought back"):
        world.undo()


def test_undo_reaches_past_an_erasure_what_did_not_touch_the_person(world: World) -> None:
    gone, other = world.people[:2]
    world.do(members.edit, id=other, changes={"notes": "first"})
    world.do(members.edit, id=other, changes={"notes": "second"})
    world.do(members.edit, id=gone, changes={"notes": "about to go"})
    touched = world.last_tx()
    world.do(erasing.erase, member=gone, reason="x")
    for left in ("first", ""):
        last = world.read(history.last_undoable)
        assert last is not None
        world.undo(last.tx)
        assert world.member(other).notes == left
    redo = world.read(history.last_redoable)
    assert redo is not None
    world.undo(redo.tx)
    assert world.member(other).notes == "first"
    with pytest.raises(RuleBroken, match="touched a person who was erased since"):
        world.undo(touched)
    listed = {act.tx: act for act in world.read(history.acts)}
    assert (listed[touched].undoable, listed[touched].erased, listed[touched].about) == (False, True, "")
    erased = [act.verb for act in listed.values() if act.erased]
    assert erased == ["erasing.erase", "members.edit", *erased[2:]]
    assert not any(act.undoable for act in listed.values() if act.erased)


def test_entries_merged_into_the_person_go_too(world: World) -> None:
    one, other, third = world.people[:3]
    with world.store.applying() as session:
        session.execute(update(Member).where(Member.id == other).values(merged_into=one))
        session.execute(update(Member).where(Member.id == third).values(merged_into=other))
    with pytest.raises(RuleBroken, match="merged into another"):
        world.do(erasing.erase, member=other, reason="x")
    receipt = world.do(erasing.erase, member=one, reason="x")
    assert dict(receipt.erased)["members"] == 3


def test_what_was_sent_of_them_and_not_taken_goes_too(world: World) -> None:
    """A merging that HQ could not place is taken from the table again, but its words stand in what was sent."""
    kept, gone = world.people[:2]
    secret = {"name": "Qxzword"}
    said = Merge(member_id=kept, gone_id=gone, before=secret, after=secret, moved={}, bucket="D339")
    with world.store.transaction("merging.merge") as session:
        session.add(said)
    with world.store.applying() as session:
        session.execute(delete(Merge))
    assert "Qxzword" in dump(world)
    world.do(erasing.erase, member=kept, reason="asked")
    assert "Qxzword" not in dump(world)


def test_a_reason_and_a_person_are_needed(world: World) -> None:
    with pytest.raises(RuleBroken, match="Reason"):
        world.do(erasing.erase, member=world.people[0], reason=" ")
    with pytest.raises(RuleBroken, match="not on the roster"):
        world.do(erasing.erase, member=b"0" * 16, reason="x")


def test_marks_recognise_the_person_without_naming_them(world: World) -> None:
    def erased(name: str, number: str) -> Any:
        return world.read(erasing.was_erased, name=name, number=number)

    row = world.member(world.people[0])
    number = row.phones[0]["number"]
    assert not erased(row.name, number)
    world.do(erasing.erase, member=world.people[0], reason="x")
    assert erased(row.name, number)
    assert not erased("somebody else of the family", number)
    with world.store.reading() as session:
        marks = session.scalars(select(Erasure)).all()
    assert {m.kind for m in marks} == {"id", "person"}
    assert all((m.usr, m.reason, len(m.mark)) == ("Asha", "x", 16) for m in marks)


def test_a_restored_backup_is_erased_again(world: World) -> None:
    first, second = world.people[:2]
    world.do(erasing.erase, member=first, reason="x")
    with world.store.reading() as session:
        marks = session.scalars(select(Erasure)).all()
        key = session.get(SyncState, "erase_key")
    assert key is not None
    with world.store.transaction("members.add") as session:
        session.add(Member(id=first, name="from the backup", bucket="D339"))
    assert world.do(erasing.reapply, marks=marks, key=bytes.fromhex(key.v)) == 1
    with world.store.reading() as session:
        assert session.scalar(select(Member.id).where(Member.id == first)) is None
        assert session.scalar(select(Member.id).where(Member.id == second)) is not None


def test_hq_is_told_when_the_laptop_has_joined(world: World) -> None:
    world.do(sync_state.note_joined, hq="https://hq.example", device="d")
    assert world.do(erasing.erase, member=world.people[0], reason="x").goes_to_hq


def test_the_history_of_others_stays(world: World) -> None:
    other = world.people[1]
    world.do(members.edit, id=other, changes={"notes": "kept"})
    world.do(erasing.erase, member=world.people[0], reason="x")
    assert world.read(history.of_record, table="members", id=other)[0].after == "kept"
    assert consents.NOTICE_VERSION


def gone_again(world: World) -> None:
    """Budhni is on the roster, and erased."""
    new = members.New(name="बुधनी कुजूर", name_other="Budhni Kujur", phones="98123 45670")
    world.do(erasing.erase, member=world.do(members.add, new=new), reason="asked")


@pytest.mark.parametrize("name", ["बुधनी कुजूर", "Budhni Kujur", "budhani  kujoor", "श्रीमती बुधनी कुजूर जी"])
def test_who_was_erased_is_added_only_with_fresh_consent(world: World, name: str) -> None:
    gone_again(world)
    new = members.New(name=name, phones="9812345670, 0651-2345678")
    with pytest.raises(RuleBroken, match=r"^Fresh consent: this person was erased on \d+ \w+ 20\d\d\. To"):
        world.do(members.add, new=new)
    with pytest.raises(RuleBroken, match="Fresh consent"):
        world.do(members.add, new=replace(new, again=" "))
    back = world.read(members.get, id=world.do(members.add, new=replace(new, again=" signed again ")))
    assert [(c.purpose, c.state, c.how) for c in back.consents] == [("organisation", "given", "signed again")]
    world.do(members.edit, id=back.id, changes={"phones": "9812345670"})


def test_relatives_with_the_same_phone_are_nobody_s_return(world: World) -> None:
    gone_again(world)
    for name in ("मंगरा कुजूर", "Budhu Kujur"):
        world.do(members.add, new=members.New(name=name, phones="9812345670"))
    world.do(members.add, new=members.New(name="बुधनी कुजूर", phones="9812345671"))
    world.do(members.add, new=members.New(name="बुधनी कुजूर"))


def test_an_edit_brings_nobody_back_either(world: World) -> None:
    gone_again(world)
    there = world.do(members.add, new=members.New(name="बुधनी कुजूर"))
    with pytest.raises(RuleBroken, match="Fresh consent"):
        world.do(members.edit, id=there, changes={"phones": "98123 45670"})
    world.do(members.edit, id=there, changes={"notes": "no question about a note"})
    world.do(members.edit, id=there, changes={"phones": "98123 45670", "again": "told us at the camp"})
    assert world.read(members.get, id=there).consents[0].how == "told us at the camp"


def test_a_walk_in_who_was_erased_needs_fresh_consent(world: World) -> None:
    gone_again(world)
    camp = world.frozen(people=5)
    given = {"camp": camp, "session_ids": [world.session(camp)], "name": "Budhni Kujur", "phone": "98123 45670"}
    with pytest.raises(RuleBroken, match="Fresh consent"):
        world.do(walk_ins.add, **given)
    added = world.do(walk_ins.add, **given, again="asked at the gate")
    assert world.read(members.get, id=added.member_id).consents[0].how == "asked at the gate"
