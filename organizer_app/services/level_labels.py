"""What the organisation calls the levels of its areas in each state: मंडल for प्रखंड, मतदान केंद्र for बूथ.

They stand in the organisation's own record, so every laptop and HQ get them by sync.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from organizer_app.domain.areas import LEVELS, Labels, level_order, usual_level_name
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models import Organisation
from organizer_app.services import area_counts, areas, organisation

KEY = "levels"  # in the record's labels
LONGEST = 40


@dataclass(frozen=True, slots=True)
class LevelLabel:
    """A level of a state: the government's words and the organisation's own, "" where it has none."""

    level: str
    usual_en: str
    usual_hi: str
    own_en: str = ""
    own_hi: str = ""


@dataclass(frozen=True, slots=True)
class StateLabels:
    """The levels there are in a state, widest first."""

    state_code: str
    name: str
    levels: tuple[LevelLabel, ...]


def get(session: Session) -> Labels:
    """Everything the organisation calls otherwise, for `domain.areas.use_labels`; what can't be read is left out."""
    record = session.get(Organisation, organisation.ORGANISATION_ID)
    found = record.labels.get(KEY) if record is not None and record.archived_at is None else None
    if not isinstance(found, dict):
        return {}
    return {state: _read(levels) for state, levels in found.items() if isinstance(levels, dict)}


def states(session: Session) -> tuple[StateLabels, ...]:
    """The states on this laptop with the levels of its area lists, and the booth, which comes by itself."""
    own = get(session)
    standing = area_counts.standing(session)
    known = {level for level, _count in standing.levels} | {"booth"}
    return tuple(
        StateLabels(
            state.state_code,
            state.name,
            tuple(_label(level, state.state_code, own) for level in sorted(known, key=level_order)),
        )
        for state in standing.states
    )


def set_all(session: Session, *, state_code: str, names: Mapping[str, tuple[str, str]]) -> None:
    """Sets what levels are called in a state, level -> (English, Hindi); two empty names bring the usual word back.

    Raises RuleBroken for a level nobody knows, a name that is too long, or the same name for two levels.
    """
    record = organisation.record(session)
    own = {state: dict(levels) for state, levels in get(session).items()}
    here = own.setdefault(state_code, {})
    for level, (english, hindi) in names.items():
        if level not in LEVELS:
            raise RuleBroken(N_("“{level}” is not a level. See “labels list”."), level=level)
        given = (" ".join(english.split()), " ".join(hindi.split()))
        for name in given:
            if len(name) > LONGEST:
                raise RuleBroken(N_("“{name}” is longer than {most} letters."), name=name, most=LONGEST)
        here[level] = given
    _require_distinct(state_code, here)
    own[state_code] = {level: names for level, names in here.items() if any(names)}
    record.labels = {**record.labels, KEY: {state: levels for state, levels in own.items() if levels}}


def state_of(session: Session, code: str) -> str:
    """The LGD code of a state by its code, or the only one there is. Raises RuleBroken when it is not clear."""
    found = areas.places(session, levels=("state",))
    if not code and len(found) == 1:
        return found[0].state_code
    if any(state.state_code == code for state in found):
        return code
    listed = ", ".join(f"{state.state_code} {state.name}" for state in found)
    raise RuleBroken(N_("Name the state by its code with --state: {states}."), states=listed or "–")


def _require_distinct(state_code: str, own: Mapping[str, tuple[str, str]]) -> None:
    for hindi in (False, True):
        taken: dict[str, str] = {}
        for level in LEVELS:
            name = own.get(level, ("", ""))[hindi] or usual_level_name(level, state_code, hindi=hindi)
            other = taken.setdefault(name.casefold(), level)
            if other != level and (level in own or other in own):
                raise RuleBroken(N_("“{name}” would stand for two levels. Choose another word for one."), name=name)


def _read(levels: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    return {
        level: (str(names[0]), str(names[1]))
        for level, names in levels.items()
        if isinstance(names, list | tuple) and len(names) == 2
    }


def _label(level: str, state_code: str, own: Labels) -> LevelLabel:
    english, hindi = (usual_level_name(level, state_code, hindi=h) for h in (False, True))
    return LevelLabel(level, english, hindi, *own.get(state_code, {}).get(level, ("", "")))
