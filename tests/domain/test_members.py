import re
from datetime import date

import pytest

from organizer_app.domain import members as m
from organizer_app.domain.words import LANGUAGES, in_language

NAMED = [
    (m.STATUSES, m.status_name),
    (m.RELATIONS, m.relation_name),
    (m.GENDERS, m.gender_name),
    (m.CONSENT_PURPOSES, m.purpose_name),
    (m.CONSENT_CHANNELS, m.channel_name),
    (m.CONSENT_STATES, m.consent_state_name),
    (m.OFFICES, m.office_name),
]


@pytest.mark.parametrize(("codes", "name"), NAMED, ids=lambda v: getattr(v, "__name__", ""))
def test_every_code_has_a_name_in_both_languages(codes: tuple[str, ...], name: object) -> None:
    assert callable(name)
    for code in codes:
        with in_language("en"):
            assert name(code)[0].isupper()
        with in_language("hi"):
            assert re.match(r"[ऀ-ॿ]", name(code)), code


def test_own_words_for_an_office_stay() -> None:
    with in_language("hi"):
        assert m.office_name("मोर्चा प्रभारी") == "मोर्चा प्रभारी"
        assert m.office_name("general_secretary") == "महासचिव"


def test_active_people_are_a_part_of_all() -> None:
    assert set(m.ACTIVE_STATUSES) < set(m.STATUSES)


@pytest.mark.parametrize(
    ("from_on", "to_on", "held"),
    [
        (None, None, True),
        (date(2026, 5, 1), None, True),
        (date(2026, 5, 2), None, False),
        (None, date(2026, 5, 1), True),
        (None, date(2026, 4, 30), False),
        (date(2026, 1, 1), date(2026, 12, 31), True),
    ],
)
def test_an_office_is_held_from_its_first_to_its_last_day(from_on: date | None, to_on: date | None, held: bool) -> None:
    assert m.Post(b"1" * 16, "president", from_on=from_on, to_on=to_on).held_on(date(2026, 5, 1)) is held


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("President", "president"),
        ("  vice   PRESIDENT ", "vice_president"),
        ("Vice-president", "vice_president"),
        ("अध्यक्ष", "president"),
        ("vice_president", "vice_president"),
        ("Booth  mitra", "Booth mitra"),
        ("", ""),
    ],
)
def test_words_for_a_known_office_are_that_office(words: str, code: str) -> None:
    assert m.office_code(words) == code


def test_every_office_is_found_by_its_name_in_both_scripts() -> None:
    for language in LANGUAGES:
        with in_language(language):
            assert [m.office_code(m.office_name(code)) for code in m.OFFICES] == list(m.OFFICES)
