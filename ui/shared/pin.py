"""The two fields of a new PIN."""

from organizer_app.domain import pins
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import translate as _
from ui.shared.secret import SecretField


def new_pin(*, required: bool = True) -> tuple[SecretField, SecretField]:
    """A field for the PIN, key "pin", and one for the same again, key "again"; poor ones are refused while typing."""
    hint = _("{low} to {high} digits.").format(low=pins.SHORTEST, high=pins.LONGEST)
    hint = hint if required else _("Empty: the PIN stays.")
    first = SecretField("pin", _("New PIN"), required=required, hint=hint, check=_problem)
    return first, SecretField("again", _("New PIN once more"), required=required)


def same_pin(first: SecretField, again: SecretField) -> bool:
    """Whether both are the same; says so below the second when they are not."""
    same = first.value() == again.value()
    if not same:
        again.show_problem(_("The two are not the same. Type the PIN once more."))
    return same


def _problem(typed: str) -> str:
    try:
        pins.clean_pin(typed)
    except RuleBroken as error:
        return str(error)
    return ""
