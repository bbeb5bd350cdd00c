"""Digits are digits in either script: numbers are kept and compared in 0 to 9."""

_LATIN = str.maketrans("०१२३४५६७८९", "0123456789")


def latin_digits(text: str) -> str:
    """A number as it is kept: "झा-१७/२" -> "झा-17/2"."""
    return text.translate(_LATIN)
