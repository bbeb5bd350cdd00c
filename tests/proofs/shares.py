"""Where the time of an import goes, by the clock: reading and cleaning, looking up, writing, committing."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any
from unittest import mock

from organizer_app.importing import rows
from organizer_app.jobs import members_batch, members_import

_PARTS: tuple[tuple[str, object, str], ...] = (
    ("look up", members_batch.Batch, "_seen"),
    ("look up", members_batch.Batch, "_known"),
    ("write", members_batch, "insert_records"),
    ("write", members_batch, "insert"),
    ("commit", members_import._Job, "commit"),
)


@contextmanager
def shares() -> Iterator[dict[str, float]]:
    """Seconds by part, filled while imports run inside; what is in none of them prepares rows for the statements."""
    spent: dict[str, float] = defaultdict(float)
    with ExitStack() as patches:
        for part, owner, name in _PARTS:
            patches.enter_context(mock.patch.object(owner, name, _timed(spent, part, getattr(owner, name))))
        patches.enter_context(mock.patch.object(rows, "read", _timed_rows(spent, rows.read)))
        yield spent


def told(spent: dict[str, float], seconds: float) -> str:
    """The parts in hundredths of so many seconds, as "clean 30, look up 5, …"."""
    parts = {"clean": spent["clean"], "prepare": seconds - sum(spent.values())}
    parts |= {name: spent[name] for name in ("look up", "write", "commit")}
    return ", ".join(f"{name} {100 * value / seconds:.0f}" for name, value in parts.items()) + " %"


def _timed(spent: dict[str, float], part: str, work: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(work)
    def timed(*args: Any, **more: Any) -> Any:
        began = time.perf_counter()
        try:
            return work(*args, **more)
        finally:
            spent[part] += time.perf_counter() - began

    return timed


def _timed_rows(spent: dict[str, float], read: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def timed(*args: Any, **more: Any) -> Iterator[Any]:
        found = read(*args, **more)
        while True:
            began = time.perf_counter()
            row = next(found, None)
            spent["clean"] += time.perf_counter() - began
            if row is None:
                return
            yield row

    return timed
