"""Fewer steps that fail in the same way: because each step has its own chance, others may be left out."""

from collections.abc import Callable, Sequence

Fails = Callable[[Sequence[int]], str]


def shrunk(steps: Sequence[int], fails: Fails) -> list[int]:
    """The steps without all those that the failure does not need (delta debugging).

    `fails` runs some of the steps and gives the kind of failure, "" for none. Steps that fail in another way do not
    count: a shrunk run must show what the long one showed.
    """
    kept, kind = list(steps), fails(steps)
    if not kind:
        raise ValueError("these steps do not fail")
    size = max(1, len(kept) // 2)
    while True:
        before, start = len(kept), 0
        while start < len(kept):
            fewer = kept[:start] + kept[start + size :]
            if fails(fewer) == kind:
                kept = fewer
            else:
                start += size
        if size == 1 and len(kept) == before:
            return kept
        size = max(1, size // 2)
