"""The words of a search as questions to the full-text index, the surest first."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from organizer_app.db.derived import within
from organizer_app.domain.search_keys import NAME, PLACE, seams, slips
from organizer_app.domain.skeleton import query_tokens, spelling


class Word(NamedTuple):
    """A word of the index, or any that begins so."""

    token: str
    begins: bool = False

    def __str__(self) -> str:
        return f'"{self.token}"{"*" if self.begins else ""}'


Part = tuple[Word, ...]
"""Words of which somebody has one; a question is parts, all of which somebody has."""


def whole(token: str) -> Part:
    """A word of the index."""
    return _either(Word(token))


def begun(token: str) -> Part:
    """Any word of the index that begins so."""
    return _either(Word(token, begins=True))


def _either(word: Word) -> Part:
    """Yashwant may be Jaswant; the index knows the other way round."""
    bare = word.token.removeprefix(NAME)
    if bare[0] != "y" or len(bare) < len("yad"):
        return (word,)
    return (word, word._replace(token=f"{word.token[: -len(bare)]}j{bare[1:]}"))


def every(parts: Sequence[Part], area: bytes | None) -> str:
    """The question in the index's words: people who have all parts, at an area or below it when one is given."""
    return _all([*parts, *((whole(within(area)),) if area is not None else ())])


def any_of(questions: Sequence[Sequence[Part]], area: bytes | None) -> str:
    """Several questions as one, as `every` asks each."""
    asked = f"({' OR '.join(f'({_all(parts)})' for parts in questions)})"
    return asked if area is None else f"{asked} AND {_all([whole(within(area))])}"


def _all(parts: Sequence[Part]) -> str:
    return " AND ".join(str(one[0]) if len(one) == 1 else f"({' OR '.join(map(str, one))})" for one in parts)


def by_name(words: Sequence[str]) -> Iterator[list[Part]]:
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


def begun_so(words: Sequence[str]) -> list[Part]:
    """Every word of a name may be unfinished, not only the last."""
    return [begun(token) for token in query_tokens(" ".join(words))]


def by_place(words: Sequence[str]) -> Iterator[tuple[list[Part], list[str]]]:
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


def nearly(words: Sequence[str]) -> Iterator[list[Part]]:
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


def _one_of(tokens: Sequence[str]) -> Part:
    return tuple(word for token in tokens for word in whole(token))
