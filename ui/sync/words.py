"""What many records of a kind are called on this page, their icons, and what the buckets hold. No Qt here."""

from collections.abc import Iterable, Mapping
from typing import Any

from organizer_app.domain import buckets
from organizer_app.domain.buckets import Kind
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.record_names import table_name
from organizer_app.domain.words import N_, group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import areas

MANY = {
    "areas": ("pin", N_("Places")),
    "attendance": ("attendance", N_("Attendance marks")),
    "camps": ("camp", N_("Camps")),
    "conflicts": ("branch", N_("Decisions")),
    "consents": ("shield-check", N_("Consents")),
    "day_closes": ("calendar", N_("Closed days")),
    "expenses": ("file-text", N_("Expenses")),
    "invitations": ("message", N_("Invitations")),
    "invitees": ("users", N_("Invited people")),
    "members": ("users", N_("People")),
    "organisations": ("certificate", N_("Organisation")),
    "posts": ("badge", N_("Offices")),
    "quotas": ("target", N_("Quotas")),
    "rollups": ("grid", N_("Counts for the state")),
    "sessions": ("clock", N_("Sessions")),
    "sheets": ("printer", N_("Sheets")),
    "wings": ("layers", N_("Wings")),
}


def icon_of(tbl: str) -> str:
    """The icon of a kind of record."""
    return MANY.get(tbl, ("file", ""))[0]


def many(tbl: str) -> str:
    """What several records of a kind are called."""
    return _(MANY[tbl][1]) if tbl in MANY else table_name(tbl)


def exchanged(sent: int, received: int) -> str:
    """What an exchange brought: "Sent 31 changes  ·  Received 212 records"."""
    parts = []
    if sent:
        parts.append(ngettext("Sent {n} change", "Sent {n} changes", sent).format(n=group_digits(sent)))
    if received:
        came = ngettext("Received {n} record", "Received {n} records", received)
        parts.append(came.format(n=group_digits(received)))
    return "  ·  ".join(parts) or _("Nothing new on either side")


HELD = {
    Kind.DISTRICT: N_("{where}: people, camps and attendance"),
    Kind.SHARED: N_("{where}: what is shared with the state, counts without people"),
    Kind.CAMP: N_("Camps above the district: sheets and who is invited"),
    Kind.STATE: N_("From the state: places, wings, targets, directives"),
    Kind.HQ: N_("From HQ: places, wings and what is for everybody"),
}


def district_names(session: Any, held: Iterable[str]) -> dict[str, str]:
    """The names of the districts whose buckets these are, by bucket; a code that is in no list here stays a code."""
    named = {}
    for bucket in held:
        if buckets.kind(bucket) in (Kind.DISTRICT, Kind.SHARED):
            code = bucket[1:].removesuffix(":up")
            try:
                named[bucket] = areas.find(session, code=code, levels=("district",)).name
            except RuleBroken:
                named[bucket] = code
    return named


def holds(held: Iterable[str], ro: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """What this laptop has, one line for each kind of bucket it holds, and for those it may only read."""
    lines = []
    reading = frozenset(ro)
    for only_read in (False, True):
        for kind, text in HELD.items():
            found = [b for b in held if buckets.kind(b) is kind and (b in reading) is only_read]
            if found:
                line = _(text).format(where=", ".join(sorted(names.get(b, b) for b in found)))
                lines.append(_("{area} (only to read)").format(area=line) if only_read else line)
    return lines
