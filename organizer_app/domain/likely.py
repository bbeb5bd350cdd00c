"""How much a person's name is what was typed: written so, sounding so, or only nearly."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from organizer_app.domain.names import fold
from organizer_app.domain.skeleton import spelling

SURE = 84.0  # every word typed begins a word of the name or guardian as it sounds; below it is a guess
_AS_SPELT, _GUARDIAN = 0.985, 0.95  # a name that sounds so comes after one that is written so
_COVERED, _NEARLY = 90.0, 0.88


def likely(wanted: str) -> Callable[[str, str, str], float]:
    """A function of name, name in the other script and guardian: 0 to 100, 100 for what was typed letter by letter."""
    typed, spelt, sounds = fold(wanted), spelling(wanted), _sounds(wanted)

    def rate(name: str, other: str, guardian: str) -> float:
        both = (name, other) if other else (name,)
        best = max(max(_begins(typed, fold(one)), _AS_SPELT * _begins(spelt, _spelling(one))) for one in both)
        if best:
            return best
        with_guardian = (*_sounds(name), *_sounds(guardian))
        for words, worth in (*((_sounds(one), 1.0) for one in both), (with_guardian, _GUARDIAN)):
            best = max(best, worth * (_COVERED if _covers(words, sounds) else _near(sounds, words)))
            if best >= _COVERED:
                break
        return best

    return rate


_spelling = lru_cache(1 << 14)(spelling)


@lru_cache(1 << 14)
def _sounds(text: str) -> tuple[str, ...]:
    """How each word sounds, its plain vowels kept."""
    return tuple(filter(None, map(spelling, text.split())))


def _begins(wanted: str, found: str) -> float:
    """A name that goes on where the person stopped typing is nearly as good as a whole one."""
    return 100 - min(9.0, 0.5 * (len(found) - len(wanted))) if wanted and found.startswith(wanted) else 0.0


def _covers(words: Sequence[str], sounds: Sequence[str]) -> bool:
    return bool(sounds) and all(any(word.startswith(sound) for word in words) for sound in sounds)


def _near(sounds: Sequence[str], words: Sequence[str]) -> float:
    """How near each word typed is to one of the name's, or all to all where words are joined."""
    if not sounds or not words:
        return 0.0
    from rapidfuzz import fuzz  # here: it takes 3 MB, and most searches find somebody who is called so

    apart = sum(max(fuzz.ratio(sound, word) for word in words) for sound in sounds) / len(sounds)
    return _NEARLY * max(apart, fuzz.ratio("".join(sounds), "".join(words)))
