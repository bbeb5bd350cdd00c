"""Two entries of one person become one, field by field; and that is taken back, but not what was done since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from organizer_app.domain.names import fold, script

ONE = (
    *("name", "name_other", "honorific", "guardian", "relation", "gender", "birth_year", "address", "place", "area_id"),
    *("seat_id", "status", "source", "notes", "card_no"),
)
"""Fields of which one entry's value counts; the kept entry's where nobody chose, unless it is empty."""

MANY = ("phones", "wings", "skills", "languages", "platforms")
"""Lists: of both entries, unless somebody chose one of them."""

ALONG = {"name_other": "name_other_state", "status": "status_on"}
"""What goes with a field wherever it goes."""

KEPT, GONE, BOTH = "kept", "gone", "both"

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that was merged into another one: its own name, who merged it when (ms UTC), and what it says otherwise.

    `differs` are fields in which it says something that the kept entry does not; `since`: of these it was changed
    after the merging, on a laptop that did not know of it.
    """

    id: bytes
    name: str
    phones: tuple[str, ...]
    merged_at: int
    merged_by: str
    differs: tuple[str, ...]
    since: bool


def joined(kept: Fields, gone: Fields, choices: Mapping[str, str]) -> dict[str, Any]:
    """The fields of the kept entry that change. `choices`: field -> KEPT, GONE or BOTH."""
    after: dict[str, Any] = {}
    for name in ONE:
        if choices.get(name, KEPT if _says(kept[name]) else GONE) == GONE and gone[name] != kept[name]:
            after[name] = gone[name]
            if (along := ALONG.get(name)) is not None:
                after[along] = gone[along]
    for name in MANY:
        how = choices.get(name, BOTH)
        values = kept[name] if how == KEPT else gone[name] if how == GONE else both(kept[name], gone[name])
        if values != kept[name]:
            after[name] = values
    after |= _other_script(kept, gone, after, choices)
    if "notes" not in choices and (notes := _notes(kept["notes"], gone["notes"])) != kept["notes"]:
        after["notes"] = notes
    return after


def _says(value: Any) -> bool:
    return value not in (None, "")


def _other_script(kept: Fields, gone: Fields, after: Fields, choices: Mapping[str, str]) -> dict[str, str]:
    """One entry in Hindi and one in Roman letters: the name not chosen is the name in the other script."""
    name, other = after.get("name", kept["name"]), after.get("name_other", kept["name_other"])
    spare = gone["name"] if name == kept["name"] else kept["name"]
    if other or "name_other" in choices or {script(name), script(spare)} != {"Deva", "Latn"}:
        return {}
    return {"name_other": spare, "name_other_state": "confirmed"}


def _notes(kept: str, gone: str) -> str:
    return "\n".join(filter(None, (kept, gone if gone not in kept else "")))


def both(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    """Both lists as one, nothing twice; of phones each number once."""
    known = {key(value) for value in first}
    return [*first, *(value for value in second if key(value) not in known)]


def key(value: Any) -> str:
    """By what two things in a list are the same."""
    if isinstance(value, dict):
        return str(value.get("number") or value.get("raw") or "")
    return fold(value) if isinstance(value, str) else str(value)


def taken_apart(now: Fields, before: Fields, after: Fields) -> dict[str, Any]:
    """The fields of the kept entry that change when a merging is taken back; what somebody changed since stays."""
    back: dict[str, Any] = {}
    for name, made in after.items():
        if name in MANY:
            values = _without(now[name], before[name], made)
            if values != now[name]:
                back[name] = values
        elif now[name] == made:
            back[name] = before[name]
    return back


def _without(now: Sequence[Any], before: Sequence[Any], made: Sequence[Any]) -> list[Any]:
    """What the merging brought goes, what it took comes back; what came since stays."""
    had, got = {key(v) for v in before}, {key(v) for v in made}
    stays = [v for v in now if key(v) in had or key(v) not in got]
    return both(stays, [v for v in before if key(v) not in got])
