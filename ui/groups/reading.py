"""What the page reads: its chips, how far ten each is, one keeper with what is known of each platform."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from organizer_app.domain.groups import LANGUAGES, PLATFORMS, Filter, Kept, Progress, language_name, platform_name
from organizer_app.domain.places import Place
from organizer_app.domain.words import translate as _
from organizer_app.services import groups_counts, members_filters
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


def places(session: Session) -> tuple[Place, ...]:
    """The places of the chip."""
    return members_filters.places(session)


def progress(session: Session, *, area: bytes | None) -> Progress:
    """How far ten each is at the place of the chip."""
    return groups_counts.progress(session, area=area)


def kept(session: Session, *, member: bytes) -> Kept:
    """What somebody keeps."""
    return groups_counts.of_member(session, member=member)
