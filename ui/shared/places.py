"""A place where one is chosen from."""

from organizer_app.domain.places import Place
from ui.shared.field import Option


def place_option(place: Place) -> Option:
    """A place as a picker shows it: its name over its level and where it lies."""
    return Option(place.id, place.name, ", ".join(filter(None, (place.level_text, place.parent_name))))
