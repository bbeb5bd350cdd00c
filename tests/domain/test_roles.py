"""What of a phone number a role sees."""

from collections.abc import Iterator

import pytest

from organizer_app.domain import roles
from organizer_app.domain.phones import masked, on_screen, typed_on_screen

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
