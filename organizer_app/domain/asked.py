"""What a search asks for: words, and digits of a phone or a card."""

from typing import NamedTuple

from organizer_app.domain.names import fold


class Asked(NamedTuple):
    """The words in the order typed, folded, and all digits as one number without the country's code."""

    words: tuple[str, ...]
    digits: str


def asked(query: str) -> Asked:
    """ "राम +91 98123-43210" -> (("राम",), "9812343210")."""
    parts = fold(query).replace("+91", " ").replace("+", " ").split()
    numbers = [part for part in parts if part.replace("-", "").isdigit()]
    digits = "".join(sign for number in numbers for sign in number if sign.isdigit())
    return Asked(tuple(part for part in parts if part not in numbers), digits)
