"""The pages' modules come while the window rests."""

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.ahead import Ahead

NAMES = ("first_page_ahead", "second_page_ahead")


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Two that nobody imported, and one that is there."""
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text("", encoding="utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    return (NAMES[0], "ui.ahead", NAMES[1])


def test_pages_are_imported_one_after_the_other_and_then_it_rests(qtbot: QtBot, modules: tuple[str, ...]) -> None:
    ahead = Ahead(lambda: False, modules=modules, interval=20)
    seen: list[int] = []
    ahead._clock.timeout.connect(lambda: seen.append(sum(name in sys.modules for name in NAMES)))
    qtbot.waitUntil(lambda: not ahead._clock.isActive())
    assert seen == [1, 2]  # one in each step
    for name in NAMES:
        del sys.modules[name]


def test_nothing_is_imported_while_something_is_under_way(qtbot: QtBot, modules: tuple[str, ...]) -> None:
    busy = [True]
    ahead = Ahead(lambda: busy[0], modules=modules, interval=5)
    qtbot.wait(40)
    assert not any(name in sys.modules for name in NAMES)
    busy.clear()
    busy.append(False)
    qtbot.waitUntil(lambda: not ahead.left)
    for name in NAMES:
        assert sys.modules.pop(name)
