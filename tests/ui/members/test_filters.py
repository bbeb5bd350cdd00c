"""Chips and filters say the same."""

from typing import get_args, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from organizer_app.services.members_where import ALL, Filter
from ui.members.filters import chips_of, chosen

_PLAIN = {bytes: st.binary(min_size=16, max_size=16), str: st.text(max_size=5), bool: st.booleans()}
_HINTS = {name: get_args(hint) or (hint,) for name, hint in get_type_hints(Filter).items()}
_FIELDS = {name: st.one_of(*(_PLAIN.get(hint, st.none()) for hint in hints)) for name, hints in _HINTS.items()}


@given(st.builds(Filter, **_FIELDS))
def test_every_filter_has_its_chips(wanted: Filter) -> None:
    assert chosen(chips_of(wanted)) == wanted


def test_no_chips_are_everybody() -> None:
    assert chips_of(ALL) == {}
    assert chosen({}) == ALL
