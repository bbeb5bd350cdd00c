"""Qt's own tester on every model of the window, and that none is missing here."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from tests.ui.sample import columns, people
from ui.palette import _Lines
from ui.palette_lines import Line
from ui.shared.field import Option
from ui.shared.pick import Options
from ui.shared.rows import Rows

UI = Path(__file__).parents[2] / "ui"


def _rows() -> QAbstractItemModel:
    rows = Rows(columns(), people)
    rows.set_ids(range(300))
    rows.grow(range(500))
    rows.set_columns(columns()[:2])
    return rows


def _options() -> QAbstractItemModel:
    options = Options()
    options.show([Option(number, f"Place {number}", "Ranchi") for number in range(30)])
    return options


def _lines() -> QAbstractItemModel:
    lines = _Lines()
    lines.show([Line((("Sita", True), ("Devi", False)), does=print), Line((("Camps", False),))])
    return lines


MADE: dict[str, Callable[[], QAbstractItemModel]] = {"Rows": _rows, "Options": _options, "_Lines": _lines}


def _models() -> set[str]:
    """The classes of the window that are models: their base is one of Qt's or one of ours."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    found: set[str] = set()
    while new := {n for n, b in bases.items() if any(_is_model(one) or one in found for one in b)} - found:
        found |= new
    return found


def _is_model(name: str) -> bool:
    return name.startswith("Q") and name.endswith("Model") and name != "QItemSelectionModel"


def test_every_model_is_tested_here() -> None:
    assert _models() == set(MADE)


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_model_keeps_qts_rules(name: str, qtmodeltester: ModelTester, qapp: QApplication) -> None:
    model = MADE[name]()
    assert model.rowCount() > 0
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # as pytest-qt has it
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]
