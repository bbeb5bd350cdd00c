"""A block that moves and a district that is split: laptops of both, over a real HQ; nothing is lost on the way."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from organizer_app.db.store import Store
from organizer_app.domain.areas import area_id
from organizer_app.hq import admin, packs, resettling
from organizer_app.hq.hub import Hub
from organizer_app.hq.settings import DATA_VARIABLE, DB_VARIABLE
from organizer_app.jobs import sync
from organizer_app.services import areas, conflicts, consents, members, posts
from organizer_app.services.members import New
from tests.services.world import KANKE, KHUNTI, NAMKUM, _area_lines
from tests.sync.online import Online, online

HERE = (("D339", "rw"), ("D339:up", "rw"), ("state:20", "ro"))
KHUNTI_LAPTOP = (("D341", "rw"), ("D341:up", "rw"), ("state:20", "ro"))
NEW = (("D700", "rw"), ("D700:up", "rw"), ("state:20", "ro"))
PEOPLE = 12
SPLIT = ("split-district", "339", "--new", "700", "--name-en", "Namkum", "--name-hi", "नामकुम", "--blocks", "2")


@pytest.fixture
def hq(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Online]:
    for name in (DATA_VARIABLE, DB_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(resettling, "PAGE", 5)
    with online(tmp_path) as made:
        engine = made.site.engine
        packs.load(engine, Hub(engine), packs.of_areas(_area_lines()), now=made.site.now, who="admin")
        yield made


def command(hq: Online, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """The JSON of a command, or its refusal."""
    with pytest.raises(SystemExit) as ended:
        admin.main(["--data", str(hq.site.folder), "--db", str(hq.site.engine.url), "--json", *arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return json.loads(out) if not ended.value.code else err.strip()


@pytest.fixture
def old(hq: Online) -> tuple[Store, list[bytes]]:
    """Ranchi's laptop with people in Kanke and in Namkum by turns, each with an office and a consent."""
    laptop = hq.laptop("old", *HERE)
    sync.run(laptop)
    with laptop.transaction("members.add") as session:
        people = [members.add(session, new=New(name=f"Person {n}", area=(KANKE, NAMKUM)[n % 2])) for n in range(PEOPLE)]
        for n, who in enumerate(people):
            posts.appoint(session, member=who, title="secretary", area=(KANKE, NAMKUM)[n % 2])
            consents.record(session, member=who, purpose="organisation", channel="call")
        posts.appoint(session, member=people[1], title="spokesperson", area=area_id("lok_sabha", "S27-08"))
        areas.add(session, level="sector", name_en="Sector 9", parent=NAMKUM)
    assert sync.run(laptop).error == ""
    return laptop, people


def buckets(store: Store, table: str) -> dict[str, int]:
    with store.reading() as session:
        return dict(session.execute(text(f"SELECT bucket, count(*) FROM {table} GROUP BY bucket")).all())


def test_a_split_district_moves_people_with_offices_and_consents(
    hq: Online, old: tuple[Store, list[bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    laptop, people = old
    told = command(hq, capsys, *SPLIT)
    assert (told["areas"], told["people"]) == (2, PEOPLE // 2)
    assert command(hq, capsys, *SPLIT) == {"areas": 0, "people": 0, "records": 0}
    with laptop.transaction("members.edit") as session:  # before it hears of it
        members.edit(session, id=people[1], changes={"address": "typed late"})
        consents.record(session, member=people[3], purpose="campaign", channel="sms")
    new = hq.laptop("new", *NEW)
    for store in (laptop, new):
        assert sync.run(store).error == ""
    assert buckets(new, "members") == {"D700": PEOPLE // 2}
    assert buckets(laptop, "members") == {"D339": PEOPLE // 2}
    assert buckets(new, "posts") == {"D700": PEOPLE // 2, "D700:up": 1}
    with new.reading() as session:
        assert areas.path(session, NAMKUM, tree="place")[1] == "Namkum"
        assert areas.bucket_of(session, NAMKUM) == "D700"
        sector = areas.find(session, code="2-sector 9")
        assert areas.bucket_of(session, sector.id) == "D700"
    # What the old laptop typed before it knew is there for those who hold the people now.
    assert command(hq, capsys, "settle-people", "339") == {"areas": 0, "people": 0, "records": 1}
    assert sync.run(new).error == ""
    assert buckets(new, "consents") == {"D700": PEOPLE // 2 + 1}
    with new.reading() as session:
        (late,) = conflicts.listing(session)
        assert late.name == "Person 1"
        assert "typed late" in str(late)
    assert sync.run(laptop).error == ""
    assert buckets(laptop, "consents") == {"D339": PEOPLE // 2}


def test_a_block_moves_between_two_districts_and_a_stopped_command_goes_on(
    hq: Online, old: tuple[Store, list[bytes]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, _people = old
    khunti = hq.laptop("khunti", *KHUNTI_LAPTOP)
    sync.run(khunti)
    moving, pages = resettling._move, []

    def stops(*given: Any, **more: Any) -> None:
        pages.append(given)
        if len(pages) == 2:
            raise KeyboardInterrupt
        moving(*given, **more)

    engine, hub, to = hq.site.engine, Hub(hq.site.engine), {"parent_id": area_id("district", "341").hex()}
    packs.load(engine, hub, [("areas", NAMKUM.hex(), "state:20", to)], now=hq.site.now, who="admin")
    with monkeypatch.context() as patch:
        patch.setattr(resettling, "_move", stops)
        with pytest.raises(KeyboardInterrupt):
            resettling.settle(engine, hub, ["D339"], now=hq.site.now, who="admin")
    told = command(hq, capsys, "move-area", "2", "--to", "341")
    assert 0 < told["people"] < PEOPLE // 2
    for store in (khunti, laptop):
        assert sync.run(store).error == ""
    assert buckets(khunti, "members") == {"D341": PEOPLE // 2}
    assert buckets(khunti, "consents") == {"D341": PEOPLE // 2}
    assert buckets(laptop, "members") == {"D339": PEOPLE // 2}
    acts = [entry["act"] for entry in command(hq, capsys, "audit")]
    assert acts.count("settle") > 1
    assert "move-area" in acts


@pytest.mark.slow
def test_somebody_transferred_by_a_laptop_of_one_district_is_moved_by_hq(
    hq: Online, old: tuple[Store, list[bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    laptop, people = old
    with laptop.transaction("members.edit") as session:
        members.edit(session, id=people[0], changes={"area": KHUNTI})
    sync.run(laptop)
    assert command(hq, capsys, "settle-people", "339")["people"] == 1
    khunti = hq.laptop("khunti", *KHUNTI_LAPTOP)
    for store in (khunti, laptop):
        assert sync.run(store).error == ""
    assert buckets(khunti, "members") == {"D341": 1}
    assert buckets(laptop, "members") == {"D339": PEOPLE - 1}


REFUSED = (
    (("move-area", "999", "--to", "341"), "no place with the code"),
    (("move-area", "2", "--to", "999"), "no place with the code"),
    (("move-area", "district:339", "--to", "341"), "no part of a district"),
    ((*SPLIT[:-1], "3"), "does not lie in"),
    (("split-district", "339", "--new", "341", "--name-en", "X", "--blocks", "2"), "is that of Khunti already"),
    (("split-district", "339", "--new", "700", "--blocks", "2"), "needs a name"),
    (("split-district", "block:2", "--new", "700", "--name-en", "X", "--blocks", "2"), "is no district"),
    (("settle-people", "nowhere"), "no place with the code"),
)


def test_what_can_not_be_is_refused_in_one_sentence(hq: Online, capsys: pytest.CaptureFixture[str]) -> None:
    before = hq.site.everything()
    for arguments, sentence in REFUSED:
        assert sentence in command(hq, capsys, *arguments)
        assert hq.site.everything() == before


@pytest.mark.slow
def test_one_person_is_moved_with_the_office_above_the_district(
    hq: Online, old: tuple[Store, list[bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    _laptop, people = old
    assert command(hq, capsys, "move", people[1].hex(), "D341") == {"moved": 4}
    khunti = hq.laptop("khunti", *KHUNTI_LAPTOP)
    assert sync.run(khunti).error == ""
    assert buckets(khunti, "posts") == {"D341": 1, "D341:up": 1}
