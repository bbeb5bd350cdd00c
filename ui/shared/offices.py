"""Offices, and the levels that have committees, to choose from."""

from organizer_app.domain.areas import level_name
from organizer_app.domain.committees import LEVELS
from organizer_app.domain.members import OFFICES, office_name
from ui.shared.field import Option


def offices() -> list[Option]:
    """Every known office."""
    return [Option(code, office_name(code)) for code in OFFICES]


def levels(state_code: str) -> list[Option]:
    """The levels that have committees, as a state calls them."""
    return [Option(level, level_name(level, state_code)) for level in LEVELS]
