"""What of a drive's board goes up to the state: words that HQ takes, each a measure of a board and nothing typed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from organizer_app.domain.boards import BEARERS, GROUPS, KEEPERS, MEMBERS, VOLUNTEERS, WITHIN, What
from organizer_app.domain.members import OFFICES

BOARD, DRIVE = "board.", "drive."
# The day of what stands now. An older program looks only at counts without a day, and would say that these fell to 0.
STANDS = date.min
UNKNOWN, UNKNOWN_SEAT = "board.unknown", "board.unknown_seat"
IN_BOOTHS = frozenset({MEMBERS, VOLUNTEERS, GROUPS})
WHENEVER = (MEMBERS, VOLUNTEERS, BEARERS, GROUPS, KEEPERS)
_POSTS = {f"{BOARD}{BEARERS}.{post}": post for post in OFFICES}
_WORDS = frozenset((*(BOARD + measure for measure in WHENEVER), *_POSTS, UNKNOWN, UNKNOWN_SEAT))
_OF_DRIVE = re.compile(rf"drive\.({'|'.join(sorted(WITHIN))})\.([0-9a-f]{{32}})")


@dataclass(frozen=True, slots=True)
class Told:
    """What this laptop says of boards: of which places, by which words (with the wing), of days since the first."""

    places: Collection[bytes]
    words: Collection[tuple[str, bytes | None]]
    since: date

    def tells(self, area: bytes, measure: str, wing: bytes | None, day: date) -> bool:
        """Whether its number is worth more than the one that stands. What it does not count it lets stand."""
        return area in self.places and (measure, wing) in self.words and (day == STANDS or day >= self.since)


def is_word(measure: str) -> bool:
    """Whether a measure is one of a board's: a word of ours, or one of a drive's by its id."""
    return measure in _WORDS or _OF_DRIVE.fullmatch(measure) is not None


def word(what: What, drive: bytes) -> str:
    """The measure under which something goes up, wings aside; "" for an office in own words, which does not."""
    if what.measure in WITHIN:
        return f"{DRIVE}{what.measure}.{drive.hex()}"
    found = f"{BOARD}{what.measure}.{what.post}" if what.post else BOARD + what.measure
    return found if found in _WORDS else ""


def meant(measure: str, wing: bytes | None) -> tuple[bytes, What] | None:
    """The drive (b"": whichever) and the thing of which a measure came up; None for nothing of a board's places."""
    of_drive = _OF_DRIVE.fullmatch(measure)
    if of_drive is not None:
        return bytes.fromhex(of_drive[2]), What(of_drive[1])
    if measure in _POSTS:
        return b"", What(BEARERS, wing or b"", _POSTS[measure])
    kept = measure.removeprefix(BOARD)
    return (b"", What(kept, wing or b"")) if measure.startswith(BOARD) and kept in WHENEVER else None


def comes_up(what: What, on_paper: Collection[bytes]) -> bool:
    """Whether districts say anything of it: not of a wing that tells of a community, nor of an office in own words."""
    return (not what.wing or what.wing in on_paper) and bool(word(what.counted, b""))
