"""What each role may do, and who sits at the laptop now: what of a phone number they see, what they may change."""

from collections.abc import Collection
from enum import StrEnum

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

ORGANISER, VIEWER = "organiser", "viewer"
_NAMES = {
    ORGANISER: N_("Organiser"),
    "operator": N_("Operator"),
    "trainer": N_("Trainer"),
    "checker": N_("Checker"),
    "approver": N_("Approver"),
    VIEWER: N_("Viewer"),
}
ROLES = tuple(_NAMES)


class May(StrEnum):
    """What not every role may do."""

    SEE_PHONES = "see phones"  # they stand on the screen unasked
    ASK_PHONES = "ask for phones"  # one at a time, written down
    EXPORT_PHONES = "export phones"
    CHANGE = "change"  # anything at all
    CONSENT = "consent"
    CLOSE_DAY = "close a day"
    SETTINGS = "settings"
    ERASE = "erase"
    OPERATORS = "operators"


_WORK = frozenset({May.ASK_PHONES, May.CHANGE})
_MAY = {
    ORGANISER: frozenset(May),
    "operator": _WORK | {May.CONSENT, May.CLOSE_DAY, May.EXPORT_PHONES},
    "trainer": _WORK | {May.CONSENT, May.CLOSE_DAY},
    "checker": _WORK,
    "approver": _WORK | {May.CLOSE_DAY},
    VIEWER: frozenset[May](),
}
# What a change of these records needs beside May.CHANGE.
_NEEDED = {
    "consents": May.CONSENT,
    "day_closes": May.CLOSE_DAY,
    "notices": May.SETTINGS,
    "operators": May.OPERATORS,
    "organisations": May.SETTINGS,
    "wings": May.SETTINGS,
}
SPECIAL = frozenset(_NEEDED)
FREE = frozenset({"audit"})  # the log of access is written whoever looks
_REFUSED = {
    May.CHANGE: N_("Your role ({role}) looks and changes nothing. Nothing was changed; ask an organiser."),
    May.CONSENT: N_("Your role ({role}) does not record consent. Nothing was changed; ask an organiser."),
    May.CLOSE_DAY: N_("Your role ({role}) does not close or reopen days. Nothing was changed; ask an organiser."),
    May.SETTINGS: N_("Your role ({role}) does not change these settings. Nothing was changed; ask an organiser."),
    May.ERASE: N_("Your role ({role}) erases nobody. Nothing was changed; ask an organiser."),
    May.OPERATORS: N_("Your role ({role}) does not decide who works here. Nothing was changed; ask an organiser."),
}

_role = ORGANISER


def role_name(code: str) -> str:
    """A role in the language in force."""
    return _(_NAMES[code]) if code in _NAMES else code


def role() -> str:
    """The role in force."""
    return _role


def use_role(code: str) -> None:
    """Sets the role of this process. Raises ValueError for an unknown one."""
    if code not in ROLES:
        raise ValueError(code)
    global _role
    _role = code


def may(code: str, act: May) -> bool:
    """Whether a role may do something; one that a newer program made does what a viewer does."""
    return act in _MAY.get(code, _MAY[VIEWER])


def allows(act: May) -> bool:
    """Whether who sits here may do it."""
    return may(_role, act)


def why_not(act: May) -> str:
    """Why the role in force may not do it, and who may, in the language in force."""
    able = ", ".join(role_name(code) for code in ROLES if may(code, act))
    return _("Not with your role ({role}). Who may: {roles}.").format(role=role_name(_role), roles=able)


def require(code: str, tables: Collection[str], *, erases: bool = False) -> None:
    """Raises RuleBroken when a role may not change records of these kinds, or may not erase."""
    lacks = lacking(code, tables, erases=erases)
    if lacks is not None:
        raise RuleBroken(_REFUSED[lacks], role=role_name(code))


def lacking(code: str, tables: Collection[str], *, erases: bool = False) -> May | None:
    """What a role would have to be allowed, and is not, to change records of these kinds; None when it may."""
    changed = set(tables) - FREE
    needed = {May.CHANGE} if changed else set()
    needed |= {_NEEDED[table] for table in changed if table in _NEEDED}
    if erases:
        needed.add(May.ERASE)
    return next((act for act in May if act in needed and not may(code, act)), None)


def sees_phones() -> bool:
    """Whether numbers stand on the screen without being asked for."""
    return allows(May.SEE_PHONES)


def may_ask_for_phones() -> bool:
    """Whether a number may be shown when asked for; a viewer, who may be a guest, sees none."""
    return allows(May.ASK_PHONES)
