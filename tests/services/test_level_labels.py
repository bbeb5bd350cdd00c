"""The organisation's names of levels: set, refused, brought back, undone; in force wherever a level is named."""

from collections.abc import Iterator

import pytest

from organizer_app.domain.areas import level_name, use_labels
from organizer_app.domain.errors import RuleBroken
from organizer_app.jobs import level_labels as in_force
from organizer_app.jobs.papers import Order, make
from organizer_app.models import Organisation
from organizer_app.services import level_labels, organisation
from tests.printing.pdf_reading import pdfium_text
from tests.services.world import World

JHARKHAND = "20"


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    """The names are the whole program's."""
    yield
    use_labels({})


def name(world: World, **names: tuple[str, str]) -> None:
    world.do(level_labels.set_all, state_code=JHARKHAND, names=names)


def test_a_name_is_in_force_as_soon_as_it_is_written_and_no_longer_when_undone(world: World) -> None:
    in_force.follow(world.store)
    assert level_name("block", JHARKHAND, lang="hi") == "प्रखंड"
    name(world, block=("Mandal", " मंडल "), booth=("", "मतदान केंद्र"))
    assert [level_name("block", JHARKHAND, lang=code) for code in ("en", "hi")] == ["Mandal", "मंडल"]
    assert [level_name("booth", JHARKHAND, lang=code) for code in ("en", "hi")] == ["Booth", "मतदान केंद्र"]
    assert level_name("block", "22", lang="hi") == "विकासखंड", "another state keeps its words"
    world.undo()
    assert level_name("block", JHARKHAND, lang="hi") == "प्रखंड"


def test_they_stand_on_paper(world: World) -> None:
    in_force.follow(world.store)
    name(world, block=("Mandal unit", ""))
    camp = world.frozen()
    pdf = make(world.store, Order(camp, "desk", language="en")).pdf
    assert "Mandal unit" in pdfium_text(pdf)


def test_two_empty_names_bring_the_usual_words_back(world: World) -> None:
    name(world, block=("Mandal", "मंडल"), ward=("Basti", ""))
    name(world, block=("", ""))
    assert world.read(level_labels.get) == {JHARKHAND: {"ward": ("Basti", "")}}


def test_the_states_here_are_listed_with_their_levels(world: World) -> None:
    name(world, block=("Mandal", ""))
    (state,) = world.read(level_labels.states)
    assert (state.state_code, state.name) == (JHARKHAND, "Jharkhand")
    assert [one.level for one in state.levels] == ["state", "lok_sabha", "district", "vidhan_sabha", "block", "booth"]
    block = state.levels[4]
    assert (block.usual_hi, block.own_en, block.own_hi) == ("प्रखंड", "Mandal", "")


def test_a_bad_name_is_one_sentence_and_changes_nothing(world: World) -> None:
    for names, said in (
        ({"mohalla": ("Mohalla", "")}, "“mohalla” is not a level"),
        ({"block": ("B" * 41, "")}, "longer than 40 letters"),
        ({"block": ("", "बूथ")}, "“बूथ” would stand for two levels"),
        ({"block": ("unit", ""), "booth": ("Unit", "")}, "would stand for two levels"),
    ):
        with pytest.raises(RuleBroken, match=said):
            name(world, **names)
    assert world.read(level_labels.get) == {}
    assert world.read(level_labels.state_of, code="") == JHARKHAND
    with pytest.raises(RuleBroken, match="20 Jharkhand"):
        world.read(level_labels.state_of, code="99")


def test_what_another_program_wrote_there_is_kept_and_passed_over(world: World) -> None:
    with world.store.transaction("test.write") as session:
        organisation.record(session).labels = {"wing": "मोर्चा", "levels": {"20": {"block": 7}, "22": None}}
    assert world.read(level_labels.get) == {JHARKHAND: {}}
    name(world, block=("Mandal", ""))
    with world.store.reading() as session:
        found = session.get(Organisation, organisation.ORGANISATION_ID)
    assert found is not None
    assert found.labels["wing"] == "मोर्चा"
