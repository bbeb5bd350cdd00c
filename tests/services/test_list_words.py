"""Filters in words."""

import pytest

from organizer_app.domain.words import use_language
from organizer_app.services import list_words, organisation
from organizer_app.services.members_where import ALL, NO_CONSENT, Filter
from organizer_app.services.saved_filters import Sought
from tests.services.world import DISTRICT, KANKE, SC, YOUTH, World

EVERYTHING = Filter(
    area=KANKE,
    wing=YOUTH,
    post="president",
    status="member",
    problem_phone=True,
    unplaced=True,
    source="A form",
    consent="organisation:call",
    trained=False,
    level="booth",
    no_booth=True,
)


def test_every_condition_is_said(world: World) -> None:
    assert world.read(list_words.words, chosen=EVERYTHING) == (
        "Block: Kanke · Wing: Youth front · Office: President (Booth) · Status: Member · Not trained yet · "
        "Agreed to: Camps and meetings, Phone call · Source: A form · Phone number to ask for again · "
        "No place known · No booth known"
    )
    assert world.read(list_words.words, chosen=ALL) == "Everybody on the roster"
    assert world.read(list_words.words, chosen=Filter(consent=NO_CONSENT, trained=True)) == (
        "Came to a training camp · Agreed to nothing yet"
    )
    everywhere = Sought("ram", everywhere=True)
    assert world.read(list_words.words, chosen=ALL, sought=Sought("ram")) == "Found by “ram”"
    assert world.read(list_words.words, chosen=ALL, sought=everywhere) == "Found everywhere by “ram”"
    in_kanke = world.read(list_words.words, chosen=Filter(area=KANKE), sought=everywhere)
    assert in_kanke == "Found by “ram” · Block: Kanke"
    use_language("hi")
    world.do(organisation.set_home_area, area=DISTRICT)
    assert world.read(list_words.words, chosen=Filter(area=KANKE, level="block")) == "प्रखंड: कांके · पद: कोई भी (प्रखंड)"


@pytest.mark.parametrize("field", Filter.__dataclass_fields__)
def test_no_condition_is_passed_over(world: World, field: str) -> None:
    chosen = Filter(**{field: getattr(EVERYTHING, field)})
    assert world.read(list_words.words, chosen=chosen) != "Everybody on the roster"


def test_no_paper_tells_a_community(world: World) -> None:
    assert world.read(list_words.words, chosen=Filter(wing=SC)) == "Wing: SC front"
    assert world.read(list_words.words, chosen=Filter(wing=SC), on_paper=True) == "Of one wing"
    assert world.read(list_words.words, chosen=Filter(wing=b"\0" * 16, area=b"\0" * 16)) == (
        "A place that is not in the list any more · Of one wing"
    )
    assert list_words.title_on_paper("SC morcha of Kanke") == ""
    assert list_words.title_on_paper("Booth presidents") == "Booth presidents"
