"""The morning brief: who is behind, whom to call, what is on, and one page however much there is."""

from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest

from organizer_app.domain import roles
from organizer_app.domain.audit import PRINT
from organizer_app.domain.boards import What
from organizer_app.domain.brief import Behind, Brief, Call, CampOn, furthest
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.home import OpenDay, Unprinted
from organizer_app.domain.sheets import Organisation
from organizer_app.jobs import briefs, tallies
from organizer_app.printing import brief as paper
from organizer_app.services import audit, brief, consents, drives, organisation, posts, targets
from tests.services.world import DISTRICT, KANKE, NAMKUM, STATE, World


@pytest.fixture
def drive(world: World) -> bytes:
    day = today()
    world.do(organisation.set_home_area, area=DISTRICT)
    made: bytes = world.do(
        drives.begin, area=STATE, title_hi="", title_en="Drive", first=day - timedelta(3), last=day + timedelta(6)
    )
    return made


def agree(world: World, person: bytes, state: str = "given") -> None:
    world.do(
        consents.record,
        member=person,
        purpose="organisation",
        channel="call",
        state=state,
        how="in person",
        at=now_ms(),
    )


def gather(world: World, **given: Any) -> Brief:
    tallies.refresh(world.store)
    found: Brief = world.read(brief.gather, **{"day": today(), **given})
    return found


def test_places_stand_by_the_part_that_is_missing_each_once() -> None:
    def behind(place: str, measure: str, now: int, due: int) -> Behind:
        return Behind(place.encode(), place, measure, now, due, due * 2, 1)

    found = [behind("A", "members", 900, 1000), behind("B", "members", 5, 10), behind("A", "groups", 1, 10)]
    assert [(b.place, b.measure) for b in furthest(found)] == [("A", "groups"), ("B", "members")]
    assert furthest([behind("C", "members", 10, 10)]) == ()


def test_who_is_behind_and_whom_to_call_about_it(world: World, drive: bytes) -> None:
    for area in (KANKE, NAMKUM):
        world.do(targets.put, drive=drive, area=area, what=What("members"), goal=20 if area == KANKE else 900)
    silent, asked, other = world.people[:3]
    for person in (silent, asked):
        world.do(posts.appoint, member=person, title="president", area=NAMKUM)
    world.do(posts.appoint, member=other, title="president", area=KANKE)
    agree(world, asked)
    agree(world, other)
    found = gather(world)
    (worst,) = found.behind
    assert (worst.place, worst.measure, worst.goal) == ("Namkum", "members", 900)
    assert worst.missing == worst.due - worst.now
    assert [call.why for call in found.calls] == [f"Members: {worst.missing} behind", ""]
    assert [call.name for call in found.calls] == ["सीता देवी", "Mohan Oraon"]
    assert found.calls[0].phone == "", "a woman's stays out while numbers are masked"
    assert not found.calls[1].phone.replace(" ", "").endswith("9812345002")
    assert gather(world, whole_phones=True).calls[0].phone.replace(" ", "").endswith("45001")
    agree(world, asked, "withdrawn")
    assert len(gather(world).calls) == 1, "who said no is not called"


def test_todays_camp_and_its_sheet(world: World, drive: bytes) -> None:
    day = today()
    world.camp(days=(day,))
    (one,) = gather(world).camps
    assert (one.starts, one.title, one.printed) == ("09:00", "प्रशिक्षण", False)
    assert gather(world, day=day + timedelta(1)).camps == ()


def test_numbers_on_paper_are_written_down_with_the_reason(world: World, drive: bytes) -> None:
    world.do(posts.appoint, member=world.people[0], title="president", area=KANKE)
    agree(world, world.people[0])
    made = briefs.make(world.store, reason="calls of the morning")
    briefs.record(world.store, made, "calls of the morning")
    (line,) = (a for a in world.read(audit.lines) if a.act == PRINT)
    assert (line.people, line.reason) == (1, "calls of the morning")
    briefs.record(world.store, briefs.make(world.store), "")
    assert sum(a.act == PRINT for a in world.read(audit.lines)) == 1
    with pytest.raises(RuleBroken, match="is over"):
        briefs.make(world.store, day=today() - timedelta(1))


def test_a_role_that_gives_no_numbers_out_prints_them_masked_only(world: World, drive: bytes) -> None:
    roles.use_role(roles.VIEWER)
    try:
        with pytest.raises(RuleBroken, match="role"):
            briefs.make(world.store, reason="calls")
        assert briefs.make(world.store).pdf.startswith(b"%PDF")
    finally:
        roles.use_role(roles.ORGANISER)


def test_a_laptop_without_a_place_or_a_drive(world: World) -> None:
    with pytest.raises(RuleBroken, match="no area of its own"):
        gather(world)
    world.do(organisation.set_home_area, area=DISTRICT)
    found = gather(world)
    assert (found.drive, found.behind) == ("", ())


FULL = Brief(
    day=date(2027, 2, 20),
    area="पूर्वी सिंहभूम और आस-पास",
    drive="सदस्यता अभियान",
    behind=tuple(Behind(b"", f"बहुत लंबे नाम वाला प्रखंड {n}", "keepers", 10, 100_000, 500_000, 18_000) for n in range(6)),
    places=24,
    calls=tuple(
        Call("श्रीमती सावित्री देवी महतो कुशवाहा", "Savitri Devi Mahto", "महामंत्री", "नामकुम", "98350 12345", "सदस्य: 310 पीछे")
        for _ in range(10)
    ),
    camps=tuple(
        CampOn("09:00", "बूथ अध्यक्षों का दो दिन का प्रशिक्षण शिविर", "सामुदायिक भवन, नामकुम", 212, False) for _ in range(4)
    ),
    more_camps=3,
    open_days=tuple(OpenDay(b"", "मंडल प्रशिक्षण", date(2027, 2, 18)) for _ in range(2)),
    unprinted=tuple(Unprinted(b"", "मंडल प्रशिक्षण", date(2027, 2, 25), 12) for _ in range(2)),
    waiting=1_234,
    conflicts=3,
    refused=2,
    hq=True,
    exchanged_at=None,
)


@pytest.mark.parametrize("language", ["hi", "en"])
def test_however_much_there_is_it_is_one_page(language: str) -> None:
    pages = pypdfium2.PdfDocument(paper.pdf(FULL, Organisation("लोक संगठन", "People"), language=language))
    assert len(pages) == 1
    pages.close()
