"""A name planted wherever the program keeps text is nowhere in the file once the person is erased: not in free pages,
not in the log of the database, not in what others wrote, not in history.
"""

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import select, text, update

from organizer_app.db import erased_texts
from organizer_app.db.store import Store
from organizer_app.domain.erased_words import SIGN
from organizer_app.domain.skeleton import keys
from organizer_app.models import (
    Base,
    Camp,
    CampSession,
    Conflict,
    Consent,
    DayClose,
    Expense,
    ImportJob,
    Invitee,
    Member,
    Outbox,
    Post,
    Quota,
    Wing,
    synced_tables,
)
from organizer_app.services import attendance, erasing, members, sheets
from tests.services.world import DAY, DISTRICT, World

NAME, OLD_NAME, OTHER = "झबरूधन किस्कूवाला", "झबरुधन किस्कूबाला", "Jhabrudhan Kiskuwala"
NUMBER = "+919876501234"
PAGE, RESERVED, SALT, IV = 4096, 80, 16, 16


def decrypted(store: Store, path: Path | None = None) -> bytes:
    """Every page of the file as it lies on the disk, the free ones too, and whatever is in its log.

    `path`: another file with the same key.
    """
    path = path or store.path
    with store.bulk() as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = []
    for file, start, head in ((path, 0, 0), (Path(f"{path}-wal"), 32, 24)):
        data = file.read_bytes() if file.exists() else b""
        for at in range(start, len(data), head + PAGE):
            page = data[at + head : at + head + PAGE]
            body = page[SALT if (file, at) == (path, 0) else 0 : PAGE - RESERVED]
            iv = page[PAGE - RESERVED : PAGE - RESERVED + IV]
            found.append(Cipher(algorithms.AES(store.key), modes.CBC(iv)).decryptor().update(body))
    return b"".join(found)


def traces() -> list[bytes]:
    """The person as bytes: in both scripts, earlier too, as JSON writes them, the number both ways, how they sound."""
    words = [word for name in (NAME, OLD_NAME, OTHER) for word in name.split()]
    escaped = [word.encode("unicode_escape") for word in words]
    digits = NUMBER[-10:].encode()
    return [*(w.encode() for w in words), *escaped, digits, digits[::-1], *(k.encode() for k in keys(NAME))]


def planted(world: World) -> bytes:
    """Somebody on the roster, in a camp's history, and named in every text that others can write."""
    member, other = world.people[:2]
    said = f"ask {NAME} or {OTHER}, once {OLD_NAME}, 98765 01234"
    world.do(members.edit, id=member, changes={"name": OLD_NAME, "notes": said})
    world.do(members.edit, id=member, changes={"name": NAME, "name_other": OTHER, "phones": NUMBER})
    camp = world.frozen(people=30)
    world.do(attendance.mark, session_id=world.session(camp), serials=(1, 2), as_="present")
    world.do(sheets.record_print, sheets=[world.sheet(camp)])
    with world.store.transaction("camps.edit", f"{NAME}'s camp") as session:
        for row in session.scalars(select(Camp)):
            row.title, row.venue, row.link, row.notes = (said,) * 4
        for of in session.scalars(select(CampSession)):
            of.title, of.trainers = said, [NAME, "Asha"]
        session.add(Quota(camp_id=camp, post=said))
        session.add(
            DayClose(
                camp_id=camp, day=DAY, differences=[{"what": said}, {"despite": f"{NAME} fell ill"}], reopened=said
            )
        )
        session.add(Consent(member_id=other, purpose="p", channel="c", state="given", at=1, how=said))
        session.add(Post(member_id=other, title=said, bucket="D339"))
        session.add(Conflict(tbl="day_closes", rid=camp, field="differences", kept=[{"what": said}], lost=said))
        session.add(
            Invitee(camp_id=camp, member_id=member, home_bucket="D339", area_id=DISTRICT, name=NAME, name_other=OTHER)
        )
        session.add(ImportJob(file_hash="h", file_name=f"{NAME}.xlsx", started_at=1, source=said, consent=said))
    world.do(members.edit, id=other, changes={"notes": said, "source": said})
    with world.store.transaction("expenses.add") as session:
        session.add(
            Expense(camp_id=camp, kind="food", what=said, vendor=said, amount=1, page=said, details=[{"who": NAME}])
        )
    with world.store.applying() as session:
        session.execute(update(Member).where(Member.id == other).values(newer_fields={"later": said}))
        session.execute(update(Outbox).where(Outbox.tbl == "camps").values(why=said, state="refused"))
    return member


def test_a_planted_name_is_nowhere_in_the_file(world: World) -> None:
    member = planted(world)
    before = decrypted(world.store)
    assert [trace for trace in traces() if trace not in before] == [], "the test must be able to find it"
    receipt = world.do(erasing.erase, member=member, reason=f"{NAME} asked for it")
    assert receipt.reason == f"{SIGN} asked for it"
    after = decrypted(world.store)
    assert [trace.decode(errors="replace") for trace in traces() if trace in after] == []
    with world.store.reading() as session:
        (closed,) = session.scalars(select(DayClose))
        assert closed.differences == [
            {"what": f"ask {SIGN} or {SIGN}, once {SIGN}, {SIGN}"},
            {"despite": f"{SIGN} fell ill"},
        ]
        assert {tuple(s.trainers) for s in session.scalars(select(CampSession))} == {(SIGN, "Asha")}
        captured = session.scalars(
            select(Outbox).where(Outbox.tbl == "day_closes", Outbox.was.is_not(None), Outbox.state == "waiting")
        ).all()
        assert [op.f["differences"] for op in captured] == [closed.differences], "HQ is told, too"


def test_namesakes_relatives_and_places_keep_their_name(world: World) -> None:
    member, child, namesake = world.people[:3]
    world.do(members.edit, id=member, changes={"name": NAME, "phones": NUMBER})
    world.do(members.edit, id=child, changes={"guardian": NAME, "place": NAME, "phones": NUMBER})
    world.do(members.edit, id=namesake, changes={"name": NAME})
    with world.store.applying() as session:
        session.add(Wing(bucket="hq", kind="cell", code="x", name_en=NAME))
    world.do(erasing.erase, member=member, reason="asked")
    assert (world.member(child).guardian, world.member(child).place) == (NAME, NAME)
    assert world.member(child).phones[0]["number"] == NUMBER
    assert world.member(namesake).name == NAME
    with world.store.reading() as session:
        assert session.scalar(select(Wing.name_en).where(Wing.code == "x")) == NAME


def test_what_came_with_the_sign_makes_this_laptop_forget_what_stood_there(world: World) -> None:
    other = world.people[1]
    world.do(members.edit, id=other, changes={"notes": f"ask {NAME}"})
    world.do(members.edit, id=other, changes={"notes": f"ask {NAME} again", "place": "Kanke"})
    with world.store.applying() as session:
        session.execute(update(Outbox).where(Outbox.id == other).values(state="acked"))
        connection = session.connection()

        def execute(sql: str, values: Any) -> Any:
            return connection.exec_driver_sql(sql, tuple(values))

        erased_texts.forget_before(execute, "members", other, {"notes": f"ask {SIGN}", "name": "x"})
        assert NAME not in str(session.execute(text("SELECT f, was FROM outbox WHERE id = :id"), {"id": other}).all())
        assert session.scalars(select(Outbox.f).where(Outbox.id == other).order_by(Outbox.seq.desc())).first() == {
            "notes": f"ask {SIGN}",
            "place": "Kanke",
        }


def test_every_text_of_a_record_is_looked_through_or_says_why_not() -> None:
    left_out = {t.name for t in synced_tables() if not erased_texts.texts(t)}
    assert left_out == {"areas", "invitees", "organisations", "rollups", "targets", "wings"}
    assert set(erased_texts.texts(Base.metadata.tables["day_closes"])) == {"_extra", "differences", "reopened"}
