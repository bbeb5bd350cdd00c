"""What a role sees of a phone number, and what it may do."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain import roles
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.phones import masked, on_screen, typed_on_screen
from organizer_app.domain.roles import May
from organizer_app.models import synced_tables

NUMBER = "+919812345678"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    roles.use_role(roles.ORGANISER)


def test_an_organiser_sees_numbers_and_others_ask() -> None:
    assert on_screen(NUMBER) == "98123 45678"
    for role in roles.ROLES[1:]:
        roles.use_role(role)
        assert on_screen(NUMBER) == "98••• ••678"
        assert on_screen(NUMBER, asked=True) == "98123 45678"
        assert roles.may_ask_for_phones() == (role != roles.VIEWER)
    assert on_screen("") == ""
    assert on_screen(masked(NUMBER)) == masked(NUMBER), "what came masked from another district has no more to hide"


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(ValueError, match="king"):
        roles.use_role("king")


def test_every_role_has_a_word() -> None:
    assert [roles.role_name(role) for role in roles.ROLES][:2] == ["Organiser", "Operator"]
    assert roles.role_name("king") == "king"


def test_what_is_no_number_is_hidden_as_well() -> None:
    assert typed_on_screen("98123 4567 (Ram)") == "98123 4567 (Ram)"
    roles.use_role(roles.VIEWER)
    assert typed_on_screen("98123 ४५67 (Ram)") == "••••• •••• (Ram)"
    assert typed_on_screen("98123 4567 (Ram)", asked=True) == "98123 4567 (Ram)"


@given(role=st.text(), tables=st.sets(st.sampled_from([t.name for t in synced_tables()])), erases=st.booleans())
def test_a_role_of_a_newer_program_does_what_a_viewer_does(role: str, tables: set[str], erases: bool) -> None:
    if role not in roles.ROLES:
        assert is_refused(role, tables, erases) == is_refused(roles.VIEWER, tables, erases)
        assert not any(roles.may(role, act) for act in May)


@given(tables=st.sets(st.sampled_from([t.name for t in synced_tables()])), erases=st.booleans())
def test_who_may_what(tables: set[str], erases: bool) -> None:
    changed = tables - {"audit"}
    assert not is_refused(roles.ORGANISER, tables, erases), "an organiser does everything"
    assert is_refused(roles.VIEWER, tables, erases) == bool(changed or erases), "a viewer nothing"
    for role in roles.ROLES[1:]:
        refused = is_refused(role, tables, erases)
        assert refused or not (erases or changed & {"operators", "wings", "organisations", "notices"})
        if refused:
            assert is_refused(role, tables | {"members"}, erases), "more is never easier"
        if not roles.may(role, May.CONSENT):
            assert refused or "consents" not in changed
        if not roles.may(role, May.CLOSE_DAY):
            assert refused or "day_closes" not in changed


@pytest.mark.parametrize("act", [May.OPERATORS, May.ERASE, May.SETTINGS, May.SEE_PHONES])
def test_some_things_are_an_organisers_alone(act: May) -> None:
    assert [role for role in roles.ROLES if roles.may(role, act)] == [roles.ORGANISER]


def is_refused(role: str, tables: set[str], erases: bool) -> bool:
    try:
        roles.require(role, tables, erases=erases)
    except RuleBroken:
        return True
    return False
