"""How far HQ's clock is ahead of this laptop's, as the exchanges with it tell; all in milliseconds."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Ahead:
    """HQ's clock minus this laptop's: no less than `least`, no more than `most`. `at`: HQ's clock when it answered."""

    least: int
    most: int
    at: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What `str` of one gives; None for an empty text."""
        return cls(*map(int, text.split())) if text else None

    def __str__(self) -> str:
        return f"{self.least} {self.most} {self.at}"


def told(sent: int, answered: int, heard: int) -> Ahead | None:
    """What one exchange tells: HQ `answered` by its clock between `sent` and `heard` by this laptop's.

    None when the laptop's clock was set back meanwhile. Source: F. Cristian, Probabilistic clock synchronization, 1989.
    """
    return Ahead(answered - heard, answered - sent, answered) if sent <= heard else None


def agreed(known: Ahead | None, now_told: Ahead | None) -> Ahead | None:
    """What two exchanges tell together; when they contradict each other a clock was set, and the later one counts."""
    if known is None or now_told is None:
        return now_told
    least, most = max(known.least, now_told.least), min(known.most, now_told.most)
    if least <= most:
        return Ahead(least, most, max(known.at, now_told.at))
    return now_told if now_told.at >= known.at else known


def by_hq(instant: int, ahead: Ahead | None) -> int | None:
    """An instant of this laptop's clock by HQ's, rather too late than too early; None when nothing is known."""
    return None if ahead is None else instant + ahead.most
