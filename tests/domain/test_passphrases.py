"""What counts as a passphrase."""

import pytest

from organizer_app.domain import passphrases


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("", 0),
        ("short", 0),
        ("aaaaaaaaaaaaaaa", 0),
        ("password2026", 0),
        ("Organizer!!", 0),
        ("        ", 0),
        ("कमल रोटी", 1),
        ("neela7ghada", 1),
        ("neela ghada mitti", 2),
        ("चार शब्द याद रखो", 2),
        ("neela ghada mitti pani", 3),
    ],
)
def test_length_counts(text: str, level: int) -> None:
    assert passphrases.strength(text) == level
    assert bool(passphrases.refusal(text)) == (level == 0)


def test_the_sentence_says_what_is_wrong() -> None:
    assert "at least 8" in passphrases.refusal("कमल")
    assert "too easy" in passphrases.refusal("aaaaaaaaaaaa")
