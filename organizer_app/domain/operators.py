"""Several people at one laptop: who they are."""

from dataclasses import dataclass
from datetime import date

from organizer_app.domain.clock import today

IDLE_MINUTES = (5, 10, 30)
USUAL_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who works here, or did until `to_on`. `here`: they have a PIN on this laptop.

    `until` is the last day of a guest expert, who looks at everything but phones and changes nothing; None of others.
    """

    id: bytes
    name: str
    role: str
    from_on: date | None = None
    to_on: date | None = None
    here: bool = False
    until: date | None = None

    @property
    def is_out(self) -> bool:
        """Whether they were put out, or their last day as a guest has passed."""
        return self.to_on is not None or (self.until is not None and today() > self.until)

    @property
    def left_on(self) -> date | None:
        """Their last day, once they are out."""
        return (self.to_on or self.until) if self.is_out else None
