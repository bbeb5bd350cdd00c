"""One line of the made-up state's roster."""

from typing import NamedTuple

ScriptPair = tuple[str, str]  # Devanagari, Roman


class Entry(NamedTuple):
    """Somebody as one list has them. `called` and `guardian_called` are what the list knows in both scripts.

    Codes of places, wing and office; empty or None means unknown or none. `phones` are ten digits each; `agreed`: a
    consent stands with the entry.
    """

    name: str
    name_other: str
    called: ScriptPair
    guardian: str
    guardian_called: ScriptPair
    relation: str
    gender: str
    birth_year: int | None
    phones: tuple[str, ...]
    village: str
    block: str
    booth: str
    seat: str
    wing: str
    office: str
    agreed: bool
    honorific: str = ""
    card: str = ""
