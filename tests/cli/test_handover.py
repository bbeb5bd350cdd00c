"""The laptop passes to a successor by one command."""

from collections.abc import Iterator

import pytest

from organizer_app.db import key
from organizer_app.domain import roles
from organizer_app.domain.errors import RuleBroken
from tests.cli.conftest import PASSPHRASE, Shell
from tests.printing.pdf_reading import pdfium_text


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    roles.use_role(roles.ORGANISER)


@pytest.fixture
def old(desk: Shell) -> str:
    """The recovery code until now."""
    return key.renew_recovery(desk.data, key.unlock(desk.data, passphrase=PASSPHRASE))


def test_the_laptop_passes_on_and_nothing_is_lost(desk: Shell, old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGANIZER_NEW_PIN", "4071")
    desk("operators", "add", "Asha Devi")
    monkeypatch.setenv("ORGANIZER_PIN", "4071")
    people = desk("--operator", "Asha Devi", "members", "list")["total"]
    charge, page, secret = desk.folder / "charge.pdf", desk.folder / "code.txt", desk.folder / "secret"
    secret.write_text("नया लंबा पासवर्ड\n", encoding="utf-8")
    monkeypatch.setenv("ORGANIZER_NEW_PIN", "9283")
    given = ("--to", "Balu Munda", "--charge-list", charge, "--recovery", page)
    lies_inside = (*given[:4], "--recovery", desk.data / "code.txt")
    assert "lies in the data folder" in desk.refused("--operator", "Asha Devi", "handover", *lies_inside)
    told = desk("--operator", "Asha Devi", "handover", *given, "--backup", desk.folder / "b.zip",
                "--new-passphrase-file", secret)  # fmt: skip
    assert told["receiver"] == "Balu Munda"
    assert [f.rsplit("/", 1)[1] for f in told["files"]] == ["b.zip", "charge.pdf", "code.txt"]
    text = pdfium_text(charge.read_bytes())
    for word in ("Charge list", "Asha Devi to Balu Munda", "Camps that are not over", str(people), "b.zip"):
        assert word in text, text
    monkeypatch.setenv("ORGANIZER_PASSPHRASE", "नया लंबा पासवर्ड")
    assert "any more" in desk.refused("--operator", "Asha Devi", "members", "list")
    monkeypatch.setenv("ORGANIZER_PIN", "9283")
    assert desk("--operator", "Balu Munda", "members", "list")["total"] == people
    assert desk.words("--operator", "Balu Munda", "operators", "list").splitlines()[0] == (
        "Balu Munda  Organiser  has a PIN here"
    )
    assert key.unlock(desk.data, recovery=page.read_text()) == key.unlock(desk.data, passphrase="नया लंबा पासवर्ड")
    with pytest.raises(RuleBroken, match="does not open"):
        key.unlock(desk.data, recovery=old)


def test_one_person_alone_hands_over_too(desk: Shell, old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGANIZER_NEW_PIN", "4071")
    charge, page = desk.folder / "charge.pdf", desk.folder / "code.pdf"
    desk("--lang", "hi", "handover", "--to", "बालू मुंडा", "--charge-list", charge, "--recovery", page)
    assert page.read_bytes().startswith(b"%PDF")
    assert "Say who you are" in desk.refused("members", "list")
    assert old


def test_who_is_no_organiser_hands_nothing_over(desk: Shell, old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGANIZER_NEW_PIN", "4071")
    desk("operators", "add", "Asha Devi")
    monkeypatch.setenv("ORGANIZER_PIN", "4071")
    desk("--operator", "Asha Devi", "operators", "add", "Balu", "--role", "operator")
    files = ("--charge-list", desk.folder / "c.pdf", "--recovery", desk.folder / "r.txt")
    sentence = desk.refused("--operator", "Balu", "handover", "--to", "Asha Devi", *files)
    assert "does not decide who works here" in sentence
    assert "can't take over too" in desk.refused("--operator", "Asha Devi", "handover", "--to", "Asha Devi", *files)
    assert not (desk.folder / "r.txt").exists()
    assert key.unlock(desk.data, recovery=old)
