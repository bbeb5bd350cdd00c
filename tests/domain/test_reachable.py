"""Who may be called or written to by hand: their own latest yes, of age, on the roster, with a number."""

from dataclasses import replace
from datetime import date

import pytest

from organizer_app.domain.members import Consent, Member
from organizer_app.domain.phones import read
from organizer_app.domain.reachable import CALL, WHATSAPP, link, numbers, refusal

DAY = date(2026, 5, 4)


def _said(purpose: str = "organisation", channel: str = CALL, state: str = "given", given_by: str = "") -> Consent:
    return Consent(b"", purpose, channel, state, 0, "", "", "", "", given_by)


AGREED = Member(b"1", 1, "Sita Devi", birth_year=1980, phones=read("98123 45678, 0542-2501234"), consents=(_said(),))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, ""),
        ({"birth_year": None}, ""),
        ({"consents": (_said("campaign"),)}, ""),
        ({"consents": (_said("campaign"), _said(state="withdrawn"))}, ""),
        ({"consents": ()}, "No consent for calls: ask first."),
        ({"consents": (_said("membership"),)}, "No consent for calls: ask first."),
        ({"consents": (_said(channel="paper"),)}, "No consent for calls: ask first."),
        ({"consents": (_said(given_by="Ram Lal"),)}, "No consent for calls: ask first."),
        ({"consents": (_said(state="withdrawn"), _said())}, "The consent for calls was withdrawn."),
        ({"birth_year": 2010}, "May be under 18: nobody under 18 is called or written to from here."),
        ({"status": "left"}, "Not reached any more: Left."),
        ({"archived_at": 1}, "Not on the roster any more."),
        ({"phones": read("98123")}, "No phone number that can be read."),
    ],
)
def test_whether_somebody_may_be_called(changes: dict[str, object], why: str) -> None:
    assert refusal(replace(AGREED, **changes), CALL, DAY) == why  # type: ignore[arg-type]  # fields by name


def test_whatsapp_has_its_own_answer_and_wants_a_mobile() -> None:
    assert refusal(AGREED, WHATSAPP, DAY) == "No consent for WhatsApp: ask first."
    agreed = replace(AGREED, consents=(_said(channel=WHATSAPP),))
    assert refusal(agreed, WHATSAPP, DAY) == ""
    assert refusal(replace(agreed, phones=agreed.phones[1:]), WHATSAPP, DAY) == "No mobile number that can be read."
    assert [p.number for p in numbers(agreed, WHATSAPP)] == ["+919812345678"]
    assert len(numbers(agreed, CALL)) == 2


def test_what_the_phone_opens() -> None:
    assert link("+919812345678", CALL) == "tel:+919812345678"
    assert link("+919812345678", WHATSAPP) == "https://wa.me/919812345678"
