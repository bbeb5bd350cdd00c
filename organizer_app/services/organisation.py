"""The organisation whose paper this is, and the area this laptop works in."""

from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.sheets import Organisation as OrganisationValue
from organizer_app.domain.words import N_
from organizer_app.models import Organisation

ORGANISATION_ID = bytes.fromhex("72c2d4347f0952cab5dcb1af1d21a161")  # natural_id("organisation")
PNG = b"\x89PNG\r\n\x1a\n"
LOGO_LIMIT = 1_000_000  # bytes; a larger one makes every sheet slow to print


def record(session: Session) -> Organisation:
    """The one record, made when it is not there yet."""
    found = session.get(Organisation, ORGANISATION_ID)
    if found is None:
        found = Organisation(id=ORGANISATION_ID, bucket="hq")
        session.add(found)
    found.archived_at = None  # its first writing may have been undone
    return found


def get(session: Session) -> OrganisationValue:
    """What stands on paper; empty names until they are set."""
    found = session.get(Organisation, ORGANISATION_ID)
    return OrganisationValue(found.name_hi, found.name_en, found.logo) if found else OrganisationValue("", "")


def rename(session: Session, *, name_hi: str, name_en: str) -> None:
    """Sets the organisation's name. Raises RuleBroken when both are empty."""
    if not (name_hi.strip() or name_en.strip()):
        raise RuleBroken(N_("Type the organisation's name in Hindi or English; it stands on every sheet."))
    found = record(session)
    found.name_hi, found.name_en = name_hi.strip(), name_en.strip()


def set_logo(session: Session, *, png: bytes | None) -> None:
    """Sets or removes the logo, a PNG of at most 1 MB. Raises RuleBroken for anything else."""
    if png is not None and not png.startswith(PNG):
        raise RuleBroken(N_("The logo must be a PNG picture. Save it as PNG and choose it again."))
    if png is not None and len(png) > LOGO_LIMIT:
        raise RuleBroken(N_("The logo is larger than 1 MB. Make it smaller, 600 pixels wide is enough."))
    record(session).logo = png


def home_area(session: Session) -> bytes | None:
    """The user's own area, to which lists are scoped, or None before it was chosen."""
    found = session.get(Organisation, ORGANISATION_ID)
    return found.home_area_id if found else None


def set_home_area(session: Session, *, area: bytes) -> None:
    """Chooses the user's own area."""
    record(session).home_area_id = area
