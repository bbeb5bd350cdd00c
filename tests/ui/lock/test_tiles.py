"""The people's tiles: who is chosen is still told by their initials."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from organizer_app.domain import roles
from organizer_app.domain.operators import Operator
from ui.lock.tiles import HIGH, ROUND, Tile
from ui.shared import style
from ui.shared.tokens import AVATARS_LIGHT


def ground(picture: QImage, x: int) -> QColor:
    return QColor(picture.pixel(QPoint(x, HIGH // 2)))


@pytest.mark.parametrize("dark", [False, True])
def test_the_initials_stand_out_on_the_tile_that_is_chosen(dark: bool, qtbot: QtBot) -> None:
    before = style.tokens().dark
    style.use(dark)
    for number in range(len(AVATARS_LIGHT)):
        tile = Tile(Operator(b"1", chr(ord("A") + number), roles.ORGANISER))
        qtbot.addWidget(tile)
        tile.setChecked(True)
        picture = tile.grab().toImage()
        round_, beside = ground(picture, 12 + 5), ground(picture, 7)
        assert abs(round_.lightness() - beside.lightness()) > 60, tile.text()
        assert ground(picture, 12 + ROUND + 5) == beside
    style.use(before)
