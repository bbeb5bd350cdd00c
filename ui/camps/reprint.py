"""Which papers name a venue or a trainer, so that a change says what to print again. No Qt here.

A test compares the text of every paper before and after such a change with this list.
"""

TOUCHED = {
    "venue": ("sheet", "desk", "badges", "invitation", "agenda", "kitchen", "materials", "travel"),
    "trainer": ("agenda",),
}
# Nobody is named on these before the list is frozen, so there is nothing to print again.
AFTER_FREEZE = ("sheet", "desk", "badges", "kitchen", "materials", "travel")


def papers_to_print_again(what: str, *, frozen: bool) -> tuple[str, ...]:
    """The papers a change of "venue" or "trainer" touches, of those that can have been printed by now."""
    return tuple(paper for paper in TOUCHED[what] if frozen or paper not in AFTER_FREEZE)
