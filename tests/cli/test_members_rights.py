"""A person's rights from the command line: consent, a copy, corrections, the list of whom to decide about, the log."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from organizer_app.domain import roles
from organizer_app.domain.clock import today
from tests.cli.conftest import HOME, Shell

ROLE = '{"role": "operator"}'


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    roles.use_role(roles.ORGANISER)


def somebody(desk: Shell) -> str:
    added = desk("members", "add", "झबरू मुंडा", "--area", HOME, "--phone", "98765 43210")
    return str(added["id"])


def acts(desk: Shell, *arguments: object) -> list[str]:
    return [line["act"] for line in desk("audit", *arguments)["items"]]


def test_consent_is_given_and_withdrawn_by_one_verb(desk: Shell) -> None:
    person = somebody(desk)
    verb = ("members", "consent", person, "--purpose", "campaign", "--channel", "whatsapp")
    desk(*verb, "--how", "signed at the fair", "--notice-language", "hi")
    assert "withdrawn" in desk.words(*verb, "--withdraw")
    told = desk("members", "show", person)["consents"]
    assert [(c["state"], c["how"], c["notice_version"]) for c in told] == [
        ("withdrawn", "", "1"), ("given", "signed at the fair", "1"),
    ]  # fmt: skip
    desk("undo")
    assert len(desk("members", "show", person)["consents"]) == 1


def test_a_list_that_several_people_signed_is_one_act(desk: Shell) -> None:
    one, two = somebody(desk), str(desk("members", "add", "Anil Sahu", "--area", HOME)["id"])
    verb = ("--purpose", "organisation", "--channel", "call")
    signed = ("members", "consent", one, two, *verb, "--on", "2026-05-04", "--how", "signed in Kanke")
    assert desk(*signed)["written"] == 2
    assert desk("members", "show", two)["consents"][0]["how"] == "signed in Kanke"
    assert "2 people had said so already" in desk.refused(*signed)
    desk("undo")
    assert desk("members", "show", one)["consents"] == []
    assert "one person at a time" in desk.refused(*signed, "--given-by", "Shiv")
    assert "still to come" in desk.refused("members", "consent", one, two, *verb, "--on", "2999-01-01")
    assert "Leave it out for one person" in desk.refused("members", "consent", one, *verb, "--on", "2026-05-04")
    assert "No single person" in desk.refused("members", "consent", one, "nobody", *verb)


def test_papers_end_with_pdf_and_a_text_that_is_not_there_is_told_of(desk: Shell) -> None:
    person = somebody(desk)
    erase = ("members", "erase", person, "--reason", "asked", "--receipt", desk.folder / "receipt.doc")
    for refused in (
        desk.refused("notice", "campaign", "-o", desk.folder / "notice.doc"),
        desk.refused("committees", "show", HOME, "-o", desk.folder / "list.doc"),
        desk.refused(*erase),
    ):
        assert "end the name with .pdf" in refused
    assert not list(desk.folder.glob("*.doc"))
    assert "There is no file" in desk.refused("notice", "campaign", "--hi", desk.folder / "none.txt")


def test_a_child_comes_with_a_guardian(desk: Shell) -> None:
    born = today().year - 15
    child = ("members", "add", "Chhotu Mahto", "--birth-year", born)
    assert "may be under 18" in desk.refused(*child)
    person = desk(*child, "--guardian-consent", "Shiv Mahto, father")["id"]
    given = ("members", "consent", person, "--purpose", "campaign", "--channel", "sms")
    assert "no campaign messages" in desk.refused(*given, "--given-by", "Shiv Mahto, father")


def test_a_copy_of_everything_and_a_correction_are_in_the_log(desk: Shell) -> None:
    person = somebody(desk)
    for name in ("copy.pdf", "copy.json"):
        desk("members", "export-person", person, "-o", desk.folder / name, "--reason", "asked by letter")
    assert (desk.folder / "copy.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads((desk.folder / "copy.json").read_text("utf-8"))["member"]["name"] == "झबरू मुंडा"
    assert "end the name" in desk.refused("members", "export-person", person, "-o", desk.folder / "copy.doc")
    desk("members", "corrected", person, "--reason", "wanted Munda, is Munda now")
    assert acts(desk, "--person", person) == ["correct", "person_export", "person_export"]
    assert acts(desk, "--act", "correct") == ["correct"]
    assert acts(desk, "--by", "nobody") == []
    told = desk.words("audit", "--person", person)
    assert "asked by letter" in told
    log = desk.folder / "log.csv"
    desk("audit", "-o", log)
    assert "wanted Munda" in log.read_text("utf-8-sig")
    desk("audit", "-o", desk.folder / "log.pdf")
    assert "end the name" in desk.refused("audit", "-o", desk.folder / "log.txt")


def test_looking_at_numbers_is_in_the_log_and_other_roles_see_none(desk: Shell) -> None:
    person = somebody(desk)
    assert desk("members", "search", "झबरू")["items"][0]["phone"] == "+919876543210"
    desk("members", "show", person)
    assert acts(desk)[:2] == ["view_phone", "search_unmasked"]
    (desk.data / "settings.json").write_text(ROLE)
    before = len(acts(desk))
    assert desk("members", "search", "झबरू")["items"][0]["phone"] == "98••• ••210"
    assert desk("members", "show", person)["phones"][0]["number"] == "98••• ••210"
    assert "98••• ••210" in desk.words("members", "show", person)
    assert len(acts(desk)) == before


def test_whom_to_decide_about_and_keeping_somebody(desk: Shell) -> None:
    person = somebody(desk)
    far = date(today().year + 6, 1, 1)
    listed = desk("members", "review", "--on", far, "--limit", 5)
    assert listed["total"] > 5 == len(listed["items"])
    assert desk("members", "review")["items"] == []
    until = today() + timedelta(days=40)
    assert "Kept until" in desk.words("members", "keep", person, "--until", until, "--reason", "court case")
    assert [p["id"] for p in desk("members", "review", "--on", until)["items"]] == [person]
    assert "Reason" in desk.refused("members", "keep", person, "--until", until, "--reason", " ")


def test_the_notice_is_shown_printed_and_followed(desk: Shell) -> None:
    assert "Data Protection Board" in desk.words("notice", "membership")
    words = desk.folder / "words.txt"
    words.write_text("हम आपका नाम रखते हैं।", encoding="utf-8")
    assert desk("notice", "membership", "--hi", words, "-o", desk.folder / "form.pdf")["version"] == "2A"
    assert (desk.folder / "form.pdf").read_bytes().startswith(b"%PDF")
    words.write_bytes(b"\xff\xfe\xd8")
    assert "no text file" in desk.refused("notice", "membership", "--hi", words)


def test_the_receipt_of_an_erasure_is_printed(desk: Shell) -> None:
    person = somebody(desk)
    receipt = desk.folder / "receipt.pdf"
    desk("members", "erase", person, "--reason", "asked", "--receipt", receipt)
    assert receipt.read_bytes().startswith(b"%PDF")
    assert acts(desk)[0] == "erase"
