"""The chips above the table, and what they mean to the services."""

from collections.abc import Mapping, Sequence
from typing import Any

from organizer_app.domain.members import STATUSES, office_name, status_name
from organizer_app.domain.places import Place
from organizer_app.domain.words import translate as _
from organizer_app.services.members_filters import Choices
from organizer_app.services.members_list import Filter as Chosen
from ui.shared.chips import Filter
from ui.shared.field import Option

PROBLEM, UNPLACED = "problem", "unplaced"


def chips(choices: Choices) -> list[Filter]:
    """Area, wing, office, status, and what needs a look."""
    found = [
        Filter("area", _("Area"), [Option(p.id, _place_text(p)) for p in choices.areas], single=True),
        Filter("wing", _("Wing"), [Option(w.id, w.name) for w in choices.wings], single=True),
        Filter("post", _("Office"), [Option(code, office_name(code)) for code in choices.offices], single=True),
        Filter("status", _("Status"), [Option(code, status_name(code)) for code in STATUSES], single=True),
        Filter(
            "check",
            _("To check"),
            [Option(PROBLEM, _("Phone can't be read")), Option(UNPLACED, _("No place known"))],
        ),
    ]
    return [one for one in found if one.options]


def chosen(values: Mapping[str, Sequence[Any]]) -> Chosen:
    """What the chips say, for the services."""

    def first(key: str, otherwise: Any) -> Any:
        return next(iter(values.get(key, ())), otherwise)

    check = values.get("check", ())
    return Chosen(
        area=first("area", None),
        wing=first("wing", None),
        post=first("post", ""),
        status=first("status", ""),
        problem_phone=PROBLEM in check,
        unplaced=UNPLACED in check,
    )


def _place_text(place: Place) -> str:
    return f"{place.name} ({place.level_text})" if place.level != "block" else place.name
