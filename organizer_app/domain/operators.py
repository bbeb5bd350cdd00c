"""Several people at one laptop: who they are."""

from dataclasses import dataclass
from datetime import date

IDLE_MINUTES = (5, 10, 30)
USUAL_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who works here, or did until `to_on`. `here`: they have a PIN on this laptop."""

    id: bytes
    name: str
    role: str
    from_on: date | None = None
    to_on: date | None = None
    here: bool = False

    @property
    def is_out(self) -> bool:
        """Whether they were put out."""
        return self.to_on is not None
