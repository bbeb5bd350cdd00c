"""The words of a search as questions to the full-text index, the surest first."""

from collections.abc import Iterator, Sequence

from organizer_app.db.derived import within
from organizer_app.domain.skeleton import NAME, PLACE, query_tokens, spelling

FEW = 20  # found by name, below which a word is tried as a place


def whole(token: str) -> str:
    """A word of the index."""
    return f'"{token}"'


def begun(token: str) -> str:
    """Any word of the index that begins so."""
    return f'"{token}"*'


def every(parts: Sequence[str], area: bytes | None) -> str:
    """People who have all parts, at an area or below it when one is given."""
    return " AND ".join([*parts, *((whole(within(area)),) if area is not None else ())])


def by_name(words: Sequence[str]) -> Iterator[list[str]]:
    """What finds people by words of a name, surest first: named so, names that begin so, names that have these words.

    The last word may be unfinished. Nothing when the words hold no letter.
    """
    tokens = query_tokens(" ".join(words))
    if not tokens:
        return
    spelt = spelling(" ".join(words))
    if spelt:
        yield [whole(NAME + spelt)]
    if len(words) == 2 and (turned := spelling(f"{words[1]} {words[0]}")):
        yield [whole(NAME + turned)]
    if spelt:
        yield [begun(NAME + spelt)]
    if len(tokens) > 1:
        yield [*map(whole, tokens[:-1]), begun(tokens[-1])]
    else:
        yield [whole(tokens[0])]
    yield [begun(token) for token in tokens]


def by_place(words: Sequence[str]) -> Iterator[list[str]]:
    """One word as a place, the last one first, and the others as a name."""
    for at in reversed(range(len(words))):
        place, others = query_tokens(words[at]), query_tokens(" ".join((*words[:at], *words[at + 1 :])))
        if place and bool(others) == (len(words) > 1):
            yield [*map(begun, others), begun(PLACE + place[0])]


def nearly(words: Sequence[str]) -> Iterator[list[str]]:
    """A letter too many, too few or another one in a word: the words but one, or the beginning of the only one."""
    tokens = query_tokens(" ".join(words))
    if len(tokens) > 1:
        for at in range(len(tokens)):
            yield [begun(token) for token in (*tokens[:at], *tokens[at + 1 :])]
    elif tokens and len(tokens[0]) > 2:
        token = tokens[0]
        yield ["(" + " OR ".join(begun(token[:at] + token[at + 1 :]) for at in range(len(token))) + ")"]
        yield [begun(token[:2])]
