"""All that people do on a laptop, and how often."""

from collections.abc import Callable
from random import Random

from tests.simulation import edits, merges, odd_edits
from tests.simulation.edits import Desk
from tests.simulation.laptop import Laptop

VERBS: tuple[tuple[Callable[[Desk, Laptop, Random], str], float], ...] = (
    (edits.new_member, 6),
    (edits.place_member, 4),
    (edits.edit_member, 18),
    (edits.archive_member, 2),
    (edits.mark, 9),
    (edits.invite, 4),
    (edits.plan_camp, 3),
    (edits.edit_area, 2),
    (edits.move_member, 1),
    (edits.resolve, 15),
    (edits.erase, 1),
    (odd_edits.wrong, 1),
    (odd_edits.put_right, 2),
    (odd_edits.newer_field, 1.5),
    (odd_edits.ask_district, 2),
    (odd_edits.count_up, 2),
    (merges.merge, 6),
    (merges.unmerge, 3),
    (merges.tell_apart, 2),
)


def something(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """One verb by its weight."""
    verbs = [verb for verb, _ in VERBS]
    return str(chance.choices(verbs, desk.weights(VERBS))[0](desk, laptop, chance))
