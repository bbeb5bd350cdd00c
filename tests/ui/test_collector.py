import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui import collector
from ui.collector import Collector


class Loop:
    """Garbage that only the collector frees."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def under_way() -> Iterator[list[int]]:
    """What the collector is told of the work under way."""
    yield [0]
    gc.unfreeze()


def made(under_way: list[int]) -> Collector:
    return Collector(lambda: len(under_way) - 1)


def test_python_collects_nothing_by_itself_not_even_when_it_is_stopped(qtbot: QtBot, under_way: list[int]) -> None:
    gc.enable()
    of = made(under_way)
    assert not gc.isenabled()
    assert gc.get_freeze_count() > 0
    of.stop()
    assert gc.get_freeze_count() == 0
    assert not gc.isenabled()


def test_what_another_window_left_is_not_kept_for_ever(qtbot: QtBot, under_way: list[int]) -> None:
    made(under_way).stop()
    left = Loop()
    seen = weakref.ref(left)
    del left
    of = made(under_way)
    of.rest()
    assert seen() is None
    of.stop()


def test_what_is_soon_gone_is_not_set_aside(qtbot: QtBot, under_way: list[int]) -> None:
    gc.unfreeze()
    with collector.collecting(lambda: 0):
        assert gc.get_freeze_count() == 0


def test_what_was_made_while_work_is_under_way_is_collected_young(qtbot: QtBot, under_way: list[int]) -> None:
    of = made(under_way)
    under_way.append(1)
    loops = [Loop() for _n in range(collector.YOUNG + 100)]
    last = weakref.ref(loops[-1])
    loops.clear()
    of.look()
    assert last() is None
    of.stop()


def test_what_survived_once_waits_until_the_work_is_over(qtbot: QtBot, under_way: list[int]) -> None:
    of = made(under_way)
    older = Loop()
    gc.collect(0)
    seen = weakref.ref(older)
    del older

    def looks() -> None:
        for _n in range(collector.MIDDLE_EVERY):
            young = [Loop() for _m in range(collector.YOUNG + 100)]
            of.look()
            del young

    under_way.append(1)
    looks()
    assert seen() is not None
    under_way.pop()
    looks()
    assert seen() is None
    of.stop()


def test_everything_is_collected_only_at_rest(qtbot: QtBot, under_way: list[int]) -> None:
    of = made(under_way)
    old = Loop()
    gc.collect(0), gc.collect(1)
    seen = weakref.ref(old)
    del old
    under_way.append(1)
    for _n in range(collector.REST_TICKS + 1):
        of.look()
    assert seen() is not None
    under_way.pop()
    for _n in range(collector.REST_TICKS):
        of.look()
    assert seen() is None
    of.stop()
