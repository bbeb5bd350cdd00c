"""How much a person's name is what was typed: written so, sounding so, or only nearly."""

from collections.abc import Callable

from rapidfuzz import fuzz

from organizer_app.domain.names import fold
from organizer_app.domain.skeleton import keys, query_tokens, spelling

_AS_SPELT, _AS_HEARD = 0.985, 0.96  # a name that sounds so comes after one that is written so


def likely(wanted: str) -> Callable[[str, str, str], float]:
    """A function of name, name in the other script and guardian: 0 to 100, 100 for what was typed letter by letter."""
    typed, spelt, sound = fold(wanted), spelling(wanted), " ".join(query_tokens(wanted))

    def rate(name: str, other: str, guardian: str) -> float:
        best = 0.0
        for one in (name, other) if other else (name,):
            best = max(best, _alike(typed, fold(one)), _AS_SPELT * _begins(spelt, spelling(one)))
            if best < 90:
                best = max(best, _AS_HEARD * _alike(sound, " ".join(keys(one))))
        if best < 90 and guardian:
            best = max(best, _AS_HEARD * _alike(sound, " ".join(keys(f"{name} {guardian}"))))
        return best

    return rate


def _begins(wanted: str, found: str) -> float:
    """A name that goes on where the person stopped typing is nearly as good as a whole one."""
    return 100 - min(9.0, 0.5 * (len(found) - len(wanted))) if wanted and found.startswith(wanted) else 0.0


def _alike(wanted: str, found: str) -> float:
    return max(_begins(wanted, found), 0.9 * fuzz.token_sort_ratio(wanted, found)) if found else 0.0
