"""Who sits at a laptop, and what of a phone number they see. One role for the laptop until operators have their own."""

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


def sees_phones() -> bool:
    """Whether numbers stand on the screen without being asked for."""
    return _role == ORGANISER


def may_ask_for_phones() -> bool:
    """Whether a number may be shown when asked for; a viewer, who may be a guest, sees none."""
    return _role != VIEWER
