"""The chips of the page, and what they and the words of a search mean to the services."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from organizer_app.domain.groups import LANGUAGES, PLATFORMS, Filter, language_name, platform_name
from organizer_app.domain.places import Place
from organizer_app.domain.words import translate as _
from ui.shared.chips import Filter as Chip
from ui.shared.field import Option

ENDING, UNSEEN = "ending", "unseen"


@dataclass
class Asked:
    """What is looked at: chips, words of the search, the order of each table."""

    chips: dict[str, list[Any]] = field(default_factory=dict)
    query: str = ""
    sort: dict[str, tuple[str, bool]] = field(default_factory=dict)

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.query or any(self.chips.values()))


def chips(places: Sequence[Place]) -> list[Chip]:
    """Place, platform, language, and what needs a look."""
    words = {one.id: one.name if one.level == "block" else f"{one.name} ({one.level_text})" for one in places}
    found = [
        Chip("area", _("Area"), [Option(place, text) for place, text in words.items()], single=True),
        Chip("platform", _("Platform"), [Option(code, platform_name(code)) for code in PLATFORMS], single=True),
        Chip("language", _("Language"), [Option(code, language_name(code)) for code in LANGUAGES], single=True),
        Chip(
            "check",
            _("To check"),
            [Option(ENDING, _("Link ends within a week")), Option(UNSEEN, _("Not seen for thirty days"))],
        ),
    ]
    return [one for one in found if one.options]


def chosen(asked: Asked) -> Filter:
    """What chips and words mean to the services."""

    def first(key: str, otherwise: Any) -> Any:
        return next(iter(asked.chips.get(key, ())), otherwise)

    check = asked.chips.get("check", ())
    return Filter(
        platform=first("platform", ""),
        area=first("area", None),
        language=first("language", ""),
        ending=ENDING in check,
        unseen=UNSEEN in check,
        words=asked.query,
    )
