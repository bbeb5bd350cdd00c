"""How much one exchange holds: as much as the line carries in a few seconds."""

from dataclasses import dataclass

from organizer_app.wire.protocol import MAX_OPS, MAX_ROWS

FIRST, SMALLEST = 200, 10
SOON = 5.0  # seconds; an answer that takes less may be twice as large next time


@dataclass(slots=True)
class Pages:
    """Rows and ops of the next exchange; grows and shrinks with how the last ones went."""

    size: int = FIRST

    @property
    def rows(self) -> int:
        return min(self.size, MAX_ROWS)

    @property
    def ops(self) -> int:
        return min(self.size, MAX_OPS)

    def took(self, seconds: float) -> None:
        """The last exchange took so long."""
        if seconds < SOON:
            self.size = min(self.size * 2, MAX_ROWS)

    def shrink(self) -> bool:
        """The last exchange was too much for the line or for HQ. Returns False when it can't be made smaller."""
        before = self.size
        self.size = max(self.size // 2, SMALLEST)
        return self.size < before
