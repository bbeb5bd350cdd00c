"""A person gets everything that is kept about them: what is missing here would be missing on their paper."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from organizer_app.domain.audit import PERSON_EXPORT, VIEW_PHONE
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import silent
from organizer_app.jobs import person_export
from organizer_app.models import Member
from organizer_app.services import attendance, audit, consents, groups, groups_counts, members, posts, sheets
from organizer_app.services import person_export as service
from tests.printing.pdf_reading import pdfium_text
from tests.services.world import KANKE, YOUTH, World


@pytest.fixture
def person(world: World) -> bytes:
    """Somebody with one of everything."""
    member, other = world.people[:2]
    changes = {
        **{"name": "Ram Lal Mahto", "name_other": "राम लाल महतो", "guardian": "Shiv Mahto", "gender": "male"},
        **{"birth_year": 1980, "phones": "98765 43210", "address": "House 7", "place": "Haripur", "card_no": "K-77"},
        **{"skills": ["singing"], "languages": ["Nagpuri"], "platforms": ["Koo"], "notes": "brings a drum"},
        **{"wings": [YOUTH]},
    }
    world.do(members.edit, id=member, changes=changes)
    world.do(members.edit, id=other, changes={"name": "Ramlal Mahato", "phones": "98111 22233"})
    world.do(posts.appoint, member=member, title="secretary", area=KANKE)
    world.do(consents.record, member=member, purpose="campaign", channel="whatsapp", how="signed at the fair")
    camp = world.frozen(people=30)
    world.do(attendance.mark, session_id=world.session(camp), serials=range(1, 31), as_="present")
    world.do(sheets.record_print, sheets=[world.sheet(camp)])
    world.do(audit.record, act=VIEW_PHONE, subject=member)
    world.do(groups.add, keeper=member, name="Mandali group", link="https://t.me/mandali", size=41, checked=today())
    world.do(groups_counts.said, member=other, platform="signal", number=37)
    with world.store.applying() as session:
        session.execute(update(Member).where(Member.id == other).values(merged_into=member))
    return member


TOLD = (
    *("Ram Lal Mahto", "राम लाल महतो", "Shiv Mahto", "1980", "House 7", "Haripur", "K-77", "singing", "Nagpuri", "Koo"),
    *("brings a drum", "signed at the fair", "प्रशिक्षण", "Asha", "Ramlal Mahato", "Data Protection Board"),
    *("Mandali group", "https://t.me/mandali", "37"),
)


def saved(world: World, person: bytes, file: Path, **more: Any) -> bytes:
    assert person_export.save(world.store, silent, member=person, file=file, **more).file == file
    return file.read_bytes()


def test_the_json_is_whole_and_says_what_it_is(world: World, person: bytes, tmp_path: Path) -> None:
    text = saved(world, person, tmp_path / "ram.json", language="en", reason="asked by letter").decode()
    found = json.loads(text)
    assert found["format"] == "field-organizer/person-record/1"
    assert [t for t in (*TOLD, "+919876543210", "+919811122233", "secretary") if t not in text] == []
    assert set(found["member"]) == {*members.get.__annotations__["return"].__dataclass_fields__}
    assert [camp["marks"][0]["mark"] for camp in found["camps"]] == ["present"]
    assert [line["act"] for line in found["accesses"]] == [VIEW_PHONE]
    assert len(found["printed"]) == 2, "the two entries had a row each"
    assert found["notices"][0]["text_hi"]


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_pdf_tells_the_same(world: World, person: bytes, tmp_path: Path, language: str) -> None:
    text = " ".join(pdfium_text(saved(world, person, tmp_path / "ram.pdf", language=language)).split())
    # What pdfium reads of joined letters differs from what was written; the Latin words are enough to see the parts.
    wanted = [t for t in (*TOLD, "98765 43210", "98111 22233") if t.isascii()]
    wanted = [t for t in wanted if language == "en" or t != "Data Protection Board"]
    assert [t for t in wanted if t not in text] == []


def test_it_is_written_down_and_a_wrong_name_makes_nothing(world: World, person: bytes, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match=r"ram\.doc: end the name with \.pdf"):
        saved(world, person, tmp_path / "ram.doc")
    with pytest.raises(RuleBroken):
        saved(world, person, tmp_path / "no folder" / "ram.json")
    assert [line.act for line in world.read(audit.lines, subjects=[person])] == [VIEW_PHONE]
    saved(world, person, tmp_path / "ram.json", reason="asked")
    line = world.read(audit.lines, subjects=[person])[0]
    assert (line.act, line.reason, line.fields, line.name, line.people) == (
        PERSON_EXPORT, "asked", "json", "Ram Lal Mahto", 1,
    )  # fmt: skip
    assert world.read(service.everything, member=person).accesses[0] == line, "who took it out is told, too"
