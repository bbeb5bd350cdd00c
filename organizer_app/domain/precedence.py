"""Who stands before whom on a list: the level of the office first, then the office, then who holds it longer.

The levels are in the order of `domain.areas.LEVELS`, from the state down to the booth; the offices in the order of
`domain.members.OFFICES`, president first; an office in the organisation's own words comes after those. An office of
the organisation itself stands before the same office of a wing. Who holds several stands where the first of them is.
"""

from datetime import date

from organizer_app.domain.areas import LEVELS, level_order
from organizer_app.domain.members import OFFICES, Post

Rank = tuple[int, int, bool, str, str]
NO_LEVEL = len(LEVELS) + 1  # nobody said of which level the office is: after all that have one
NOBODY: Rank = (NO_LEVEL + 1, 0, False, "", "")


def rank(level: str, title: str, *, of_wing: bool = False, since: date | None = None) -> Rank:
    """The place of one office, lower is before; offices in own words stand by their words."""
    known = title in OFFICES
    return (
        level_order(level) if level else NO_LEVEL,
        OFFICES.index(title) if known else len(OFFICES),
        of_wing,
        "" if known else title.casefold(),
        (since or date.max).isoformat(),
    )


def of_post(post: Post) -> Rank:
    """The place of an office held."""
    return rank(post.level, post.title, of_wing=post.wing_id is not None, since=post.from_on)
