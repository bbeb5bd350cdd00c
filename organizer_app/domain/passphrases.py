"""How good a passphrase is, and what to say about it."""

from organizer_app.domain.words import N_

SHORTEST = 8
FAIR, GOOD = 12, 18
FEW = 5  # different signs: fewer is one key held down, or a year
OBVIOUS = ("password", "passphrase", "12345678", "qwertyui", "sangathan", "organizer", "पासवर्ड")


def strength(passphrase: str) -> int:
    """0 too weak to use, 1 weak, 2 fair, 3 good; length counts, not odd signs."""
    length = len(passphrase.strip())
    if length < SHORTEST or len(set(passphrase)) < FEW or any(word in passphrase.casefold() for word in OBVIOUS):
        return 0
    return 1 + (length >= FAIR) + (length >= GOOD)


def refusal(passphrase: str) -> str:
    """The sentence (a msgid) for a passphrase that can't be used, or ""."""
    if strength(passphrase):
        return ""
    if len(passphrase.strip()) < SHORTEST:
        return N_("Use at least 8 letters. Four words of yours are easy to remember and hard to guess.")
    return N_("This is too easy to guess. Four words of yours are easy to remember and hard to guess.")


NAMES = (N_("too weak"), N_("weak"), N_("fair"), N_("good"))
