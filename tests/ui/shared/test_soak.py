"""The fault of PySide6 6.12 on Python 3.10 and 3.11. Fifty ordinary window tests passed on that pair; this did not."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.proofs.soak import MOST_LOST, calls, frames


@pytest.mark.parametrize("soak", [calls, frames])
def test_no_reference_to_none_is_lost(soak: Callable[[QApplication], int], qtbot: QtBot, qapp: QApplication) -> None:
    assert soak(qapp) < MOST_LOST
