"""What became of a signed list of consents, in words."""

from dataclasses import astuple, dataclass
from operator import add

from organizer_app.domain.words import group_digits, ngettext


@dataclass(frozen=True, slots=True)
class Recorded:
    """For how many people of a signed list the answer was written down, and why it was not for the others."""

    written: int = 0
    already: int = 0
    refused: int = 0
    minors: int = 0

    def __add__(self, other: "Recorded") -> "Recorded":
        return Recorded(*map(add, astuple(self), astuple(other)))

    def told(self) -> str:
        """Everything in sentences."""
        n = self.written
        written = ngettext("{n} answer is written down.", "{n} answers are written down.", n).format(n=group_digits(n))
        return f"{written} {self.left_out()}".strip()

    def left_out(self) -> str:
        """Who was left out and why, "" for nobody."""
        parts = (
            (self.minors, ngettext(
                "Left out: {n} person who may be under 18; write down the guardian's word for them alone.",
                "Left out: {n} people who may be under 18; write down the guardian's word for each alone.", self.minors,
            )),
            (self.refused, ngettext(
                "Left out: {n} person who has said no; they say themselves when that changes.",
                "Left out: {n} people who have said no; they say themselves when that changes.", self.refused,
            )),
            (self.already, ngettext(
                "{n} person had said so already.", "{n} people had said so already.", self.already,
            )),
        )  # fmt: skip
        return " ".join(words.format(n=group_digits(n)) for n, words in parts if n)
