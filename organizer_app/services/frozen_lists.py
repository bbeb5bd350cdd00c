"""Where a camp's frozen list stands: its versions, and the late names that are on no sheet yet."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from organizer_app.domain.attendance import SheetVersion
from organizer_app.domain.invitations import COMING
from organizer_app.services import invitations, laptop, sheets


@dataclass(frozen=True, slots=True)
class FrozenList:
    """`versions` newest first, `late` the people who are coming and have no number, `next_version` what freezing
    again would make. `people` are those who are coming at all."""

    versions: tuple[SheetVersion, ...]
    late: int
    people: int
    next_version: str


def standing(session: Session, *, camp: bytes) -> FrozenList:
    """The frozen list of a camp against its invitations."""
    versions = sheets.versions(session, camp=camp)
    coming = [i for i in invitations.rows(session, camp=camp) if i.state in COMING]
    numbers = [int(v.version.rstrip(sheets.LETTERS)) for v in versions]
    return FrozenList(
        versions=versions,
        late=sum(i.serial is None for i in coming),
        people=len(coming),
        next_version=f"{max(numbers, default=0) + 1}{laptop.letter(session)}",
    )


def freeze(session: Session, *, camp: bytes) -> FrozenList:
    """Freezes the list as `sheets.freeze` does, with the same refusals, and says where it stands then."""
    sheets.freeze(session, camp=camp)
    return standing(session, camp=camp)
