"""A spot check is drawn without favour and can be drawn again."""

from collections import Counter

import pytest

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.groups import Sample
from organizer_app.services import groups, groups_counts, groups_sample, members
from tests.services.world import KANKE, KHUNTI, World


def draw(world: World, number: int, seed: int, **more: object) -> Sample:
    found: Sample = world.read(groups_sample.sample, number=number, seed=seed, day=today(), **more)
    return found


@pytest.fixture
def kept(world: World) -> World:
    for at in range(8):
        world.do(groups.add, keeper=world.people[at], name=f"g{at}", size=at + 1)
    for at in range(8, 12):
        world.do(groups_counts.said, member=world.people[at], platform="whatsapp", number=at)
    return world


def test_the_same_seed_draws_the_same_and_another_another(kept: World) -> None:
    first = draw(kept, 5, 7)
    assert (first.seed, first.day, first.of, len(first.lines)) == (7, today(), 12, 5)
    assert draw(kept, 5, 7) == first
    assert any(draw(kept, 5, seed).lines != first.lines for seed in range(5))
    assert len(draw(kept, 99, 7).lines) == 12


def test_each_is_drawn_as_often_as_any_other(kept: World) -> None:
    drawn = Counter(line.keeper for seed in range(400) for line in draw(kept, 3, seed).lines)
    assert len(drawn) == 12, "listed groups and said numbers alike"
    assert all(60 <= n <= 140 for n in drawn.values()), drawn  # 100 expected, 8.7 one deviation


def test_a_line_says_who_and_what_and_hides_the_number(kept: World) -> None:
    lines = {line.keeper: line for line in draw(kept, 12, 1).lines}
    listed, told = lines["राम लाल महतो"], lines["मीना टोप्पो"]
    assert (listed.name, listed.number) == ("g0", 1)
    assert (told.name, told.number, told.platform) == ("", 8, "whatsapp")
    assert listed.phone.endswith("5000")
    assert "98123" not in listed.phone
    assert listed.place == "हरिपुर"


def test_only_of_the_place_and_who_is_on_the_roster(kept: World) -> None:
    assert draw(kept, 99, 1, area=KANKE).of == 6
    assert draw(kept, 99, 1, area=KANKE).area == "Kanke"
    kept.do(members.archive, ids=[kept.people[0]])
    kept.do(groups_counts.said, member=kept.people[8], platform="whatsapp", number=0)
    assert draw(kept, 99, 1).of == 10
    with pytest.raises(RuleBroken, match="No group is known"):
        draw(kept, 1, 1, area=KHUNTI)
    with pytest.raises(RuleBroken, match="1 or more"):
        draw(kept, 0, 1)
