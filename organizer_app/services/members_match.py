"""The words of a search as questions to the full-text index, the surest first."""

from collections.abc import Iterator, Sequence

from organizer_app.db.derived import within
from organizer_app.domain.search_keys import NAME, PLACE, seams, slips
from organizer_app.domain.skeleton import query_tokens, spelling


def whole(token: str) -> str:
    """A word of the index."""
    return _either(token, "")


def begun(token: str) -> str:
    """Any word of the index that begins so."""
    return _either(token, "*")


def _either(token: str, more: str) -> str:
    """Yashwant may be Jaswant; the index knows the other way round."""
    bare = token.removeprefix(NAME)
    if bare[0] != "y" or len(bare) < len("yad"):
        return f'"{token}"{more}'
    return f'("{token}"{more} OR "{token[: -len(bare)]}j{bare[1:]}"{more})'


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
    yield [whole("".join(tokens) if len(tokens) > 1 else NAME + tokens[0])]
    if len(words) == 2 and (turned := spelling(f"{words[1]} {words[0]}")):
        yield [whole(NAME + turned)]
    if spelt:
        yield [begun(NAME + spelt)]
    if len(tokens) == 1:
        yield [whole(tokens[0])]
    yield [*map(whole, tokens[:-1]), begun(tokens[-1])]


def begun_so(words: Sequence[str]) -> list[str]:
    """Every word of a name may be unfinished, not only the last."""
    return [begun(token) for token in query_tokens(" ".join(words))]


def by_place(words: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """One word as a place, the last one first, and the others, given behind it, as a name.

    The last word may be unfinished.
    """
    last = len(words) - 1
    for at in reversed(range(len(words))):
        named = [*words[:at], *words[at + 1 :]]
        place, others = query_tokens(words[at]), query_tokens(" ".join(named))
        if place and bool(others) == (last > 0):
            unfinished = [begun(others.pop())] if at < last else []
            yield [*map(whole, others), *unfinished, begun(PLACE + place[0])], named


def nearly(words: Sequence[str]) -> Iterator[list[str]]:
    """One sound too many, too few, another or in another's place in a word; two words may be one."""
    tokens = query_tokens(" ".join(words))
    if len(tokens) == 1:
        near = slips(tokens[0], widely=True)
        yield [_one_of([NAME + token for token in near])]
        yield from ([whole(token)] for token in near)
        return
    if len(tokens) == 2:
        yield [_one_of(seams(*tokens))]
    for at in range(len(tokens)):
        others = [whole(token) for token in (*tokens[:at], *tokens[at + 1 :])]
        yield [*others, _one_of(slips(tokens[at], widely=False))]


def _one_of(tokens: Sequence[str]) -> str:
    return "(" + " OR ".join(map(whole, tokens)) + ")"
