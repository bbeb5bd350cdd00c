"""The columns of lists."""

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.list_columns import EVERY, ON_PAPER, TITLES, USE_NAMES, USES, USUAL, chosen, of_screen, title
from organizer_app.domain.members import CONSENT_CHANNELS, CONSENT_PURPOSES
from organizer_app.domain.words import in_language
from organizer_app.importing.headings import PASSED_OVER, read

NOT_IMPORTED = {
    *("status", "skills", "platforms", "source", "consent", "trained", "status_on", "changed", "changed_by"),
}
SECOND = {"office_at": "office", "phone2": "phone2"}  # the first column of offices is taken


@pytest.mark.parametrize("language", ["en", "hi"])
def test_our_own_import_understands_the_titles(language: str) -> None:
    with in_language(language):
        understood = {column: read(title(column)) for column in TITLES}
    for column, heading in understood.items():
        if column in NOT_IMPORTED:
            assert heading is None or heading.what == PASSED_OVER, column
        else:
            assert heading is not None, column
            assert heading.what == SECOND.get(column, column)


def test_a_column_of_the_table_becomes_one_for_each_thing_it_shows() -> None:
    assert of_screen(["area", "name", "status", "name"]) == ("place", "block", "name", "name_other", "status")
    assert of_screen(["a newer one"]) == ()


def test_columns_are_typed_with_commas() -> None:
    assert chosen(" name, Phone ,name", EVERY, USUAL) == ("name", "phone")
    assert chosen("all", EVERY, USUAL) == EVERY
    assert chosen("", EVERY, USUAL) == USUAL
    with pytest.raises(RuleBroken, match="no column “caste”"):
        chosen("name,caste", EVERY, USUAL)


def test_no_column_tells_a_community_and_uses_are_of_known_consents() -> None:
    assert not {"caste", "religion", "community"} & (set(TITLES) | set(ON_PAPER))
    assert set(USES) == set(USE_NAMES)
    assert {use for use in USES.values() if use[0]} == {
        (purpose, channel) for purpose in CONSENT_PURPOSES[1:] for channel in CONSENT_CHANNELS[:3]
    }
