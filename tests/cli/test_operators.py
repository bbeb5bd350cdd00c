"""Several people at one laptop, by command: who gives it, with which PIN, and what their role does."""

from collections.abc import Iterator

import pytest

from organizer_app.domain import roles
from tests.cli.conftest import Shell


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    roles.use_role(roles.ORGANISER)


@pytest.fixture
def shared(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Asha, an organiser, and Balu, who looks."""
    monkeypatch.setenv("ORGANIZER_NEW_PIN", "4071")
    desk("operators", "add", "Asha Devi")
    monkeypatch.setenv("ORGANIZER_PIN", "4071")
    monkeypatch.setenv("ORGANIZER_NEW_PIN", "9283")
    desk("--operator", "asha devi", "operators", "add", "Balu", "--role", "viewer")
    return desk


def test_without_people_nobody_is_asked(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk("operators", "list") == {"items": []}
    assert desk.words("operators", "list") == "Nobody has a PIN here."
    assert "A PIN is needed. Set ORGANIZER_NEW_PIN" in desk.refused("operators", "add", "Asha")
    monkeypatch.setenv("ORGANIZER_NEW_PIN", "1111")
    assert "PIN: 1111 is the first" in desk.refused("operators", "add", "Asha")
    monkeypatch.setenv("ORGANIZER_NEW_PIN", "4071")
    assert "Nobody would be left here" in desk.refused("operators", "add", "Asha", "--role", "viewer")


def test_a_command_needs_a_name_and_a_pin(shared: Shell, camp: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Say who you are: --operator NAME" in shared.refused("members", "list")
    assert "Nobody called “Chand”" in shared.refused("--operator", "Chand", "members", "list")
    assert "This PIN is not right" in shared.refused("--operator", "Balu", "members", "list")
    monkeypatch.setenv("ORGANIZER_PIN", "9283")
    assert shared("--operator", "Balu", "members", "list")["total"] > 200
    mark = ("attendance", "mark", camp, "--session", 1, "--present", "1-3")
    assert "looks and changes nothing" in shared.refused("--operator", "Balu", *mark)
    monkeypatch.delenv("ORGANIZER_PIN")
    assert "A PIN is needed. Set ORGANIZER_PIN" in shared.refused("--operator", "Balu", "members", "list")


def test_roles_pins_and_who_goes(shared: Shell, camp: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asha = ("--operator", "Asha Devi")
    shared(*asha, "operators", "set", "Balu", "--role", "operator")
    assert "Nobody would be left" in shared.refused(*asha, "operators", "out", "Asha Devi")
    monkeypatch.setenv("ORGANIZER_PIN", "9283")
    shared("--operator", "Balu", "attendance", "mark", camp, "--session", 1, "--present", "1-3")
    assert "does not decide who works here" in shared.refused("--operator", "Balu", "operators", "add", "Chand")
    monkeypatch.setenv("ORGANIZER_NEW_PIN", "5830")
    shared("--operator", "Balu", "operators", "set", "Balu", "--pin")
    monkeypatch.setenv("ORGANIZER_PIN", "4071")
    assert shared.words(*asha, "undo") == "Undone: Balu", "her own act, not his marks"
    assert shared.words(*asha, "operators", "list").splitlines() == [
        "Asha Devi  Organiser  has a PIN here",
        "Balu  Viewer  has a PIN here",
    ]
    shared(*asha, "operators", "out", "Balu")
    assert "Viewer  until " in shared.words(*asha, "operators", "list")
    monkeypatch.setenv("ORGANIZER_PIN", "5830")
    assert "any more" in shared.refused("--operator", "Balu", "members", "list")
