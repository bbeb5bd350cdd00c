"""The chips above the table, and what they mean to the services."""

from collections.abc import Mapping, Sequence
from typing import Any

from organizer_app.domain.areas import level_name
from organizer_app.domain.members import (
    CONSENT_PURPOSES,
    STATUSES,
    channel_name,
    office_name,
    purpose_name,
    status_name,
)
from organizer_app.domain.places import Place
from organizer_app.domain.words import translate as _
from organizer_app.services.members_filters import Choices
from organizer_app.services.members_list import Filter as Chosen
from organizer_app.services.members_where import NO_CONSENT
from ui.shared.chips import Filter
from ui.shared.field import Option

PROBLEM, UNPLACED, NO_BOOTH = "problem", "unplaced", "no_booth"
TRAINED, UNTRAINED = "yes", "no"
WAYS = ("call", "whatsapp", "sms")
OFFICE_LEVELS = ("state", "district", "block", "sector", "booth")


def chips(choices: Choices) -> list[Filter]:
    """Area, wing, office, status, and what needs a look."""
    levels = OFFICE_LEVELS if choices.offices else ()
    found = [
        Filter("area", _("Area"), [Option(p.id, _place_text(p)) for p in choices.areas], single=True),
        Filter("wing", _("Wing"), [Option(w.id, w.name) for w in choices.wings], single=True),
        Filter("post", _("Office"), [Option(code, office_name(code)) for code in choices.offices], single=True),
        Filter("status", _("Status"), [Option(code, status_name(code)) for code in STATUSES], single=True),
        Filter("consent", _("Consent"), _consents(), single=True),
        Filter(
            "trained",
            _("Training"),
            [Option(TRAINED, _("Came to a training")), Option(UNTRAINED, _("Never came"))],
            single=True,
        ),
        Filter("source", _("Source"), [], single=True, grows=True),
        Filter(
            "level", _("Level of the office"), [Option(code, _level(choices, code)) for code in levels], single=True
        ),
        Filter(
            "check",
            _("To check"),
            [
                Option(PROBLEM, _("Phone can't be read")),
                Option(UNPLACED, _("No place known")),
                Option(NO_BOOTH, _("No booth known")),
            ],
        ),
    ]
    return [one for one in found if one.options or one.grows]


def chosen(values: Mapping[str, Sequence[Any]]) -> Chosen:
    """What the chips say, for the services."""

    def first(key: str, otherwise: Any) -> Any:
        return next(iter(values.get(key, ())), otherwise)

    check, trained = values.get("check", ()), first("trained", None)
    return Chosen(
        area=first("area", None),
        wing=first("wing", None),
        post=first("post", ""),
        status=first("status", ""),
        problem_phone=PROBLEM in check,
        unplaced=UNPLACED in check,
        source=first("source", ""),
        consent=first("consent", ""),
        trained=None if trained is None else trained == TRAINED,
        level=first("level", ""),
        no_booth=NO_BOOTH in check,
    )


def chips_of(chosen: Chosen) -> dict[str, list[Any]]:
    """The chips that say the same as a filter: `chosen` the other way round."""
    trained = None if chosen.trained is None else TRAINED if chosen.trained else UNTRAINED
    checks = ((PROBLEM, chosen.problem_phone), (UNPLACED, chosen.unplaced), (NO_BOOTH, chosen.no_booth))
    single = {
        **{"area": chosen.area, "wing": chosen.wing, "post": chosen.post, "level": chosen.level},
        **{"status": chosen.status, "source": chosen.source, "consent": chosen.consent, "trained": trained},
    }
    found = {key: [value] for key, value in single.items() if value not in (None, "")}
    check = [key for key, said in checks if said]
    return found | ({"check": check} if check else {})


def _consents() -> list[Option]:
    """Each purpose, and by which way it may be done; last, that nothing was agreed to."""
    found = []
    for purpose in CONSENT_PURPOSES:
        found.append(Option(purpose, purpose_name(purpose)))
        if purpose != "membership":
            ways = [Option(f"{purpose}:{way}", f"{purpose_name(purpose)}: {channel_name(way)}") for way in WAYS]
            found += ways
    return [*found, Option(NO_CONSENT, _("Nothing agreed to"))]


def _level(choices: Choices, code: str) -> str:
    return level_name(code, choices.home.state_code if choices.home else "")


def _place_text(place: Place) -> str:
    return f"{place.name} ({place.level_text})" if place.level != "block" else place.name
