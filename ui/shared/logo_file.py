"""A picture from a file as a logo: PNG, JPG or SVG, made a PNG of the size that paper needs."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

SUFFIXES = ("png", "jpg", "jpeg", "svg")
WIDEST = 600  # px of the longer side: what a head of a sheet prints sharp
LEAST = 80  # px of the shorter side of a picture made of pixels
LONGEST = 4  # times as wide as high, or as high as wide
HEAVIEST = 10_000_000  # bytes of the file


def read(path: Path) -> bytes:
    """The picture as PNG bytes. Raises RuleBroken naming what is wrong with the file and what to do."""
    try:
        size = path.stat().st_size
    except OSError as error:
        message = N_("{file} could not be read ({reason}). Choose another picture.")
        raise RuleBroken(message, file=path.name, reason=error.strerror) from None
    if size > HEAVIEST:
        raise RuleBroken(N_("{file} is larger than 10 MB. Save it smaller and choose it again."), file=path.name)
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    kind = bytes(reader.format().data()).decode()
    whole = reader.size()
    if kind not in SUFFIXES or whole.isEmpty():
        raise RuleBroken(N_("{file} is no picture that can be read. Choose a PNG, JPG or SVG."), file=path.name)
    short, long = sorted((whole.width(), whole.height()))
    if long > LONGEST * short:
        raise RuleBroken(
            N_("{file} is too long ({wide} × {high}): a logo is at most four times as wide as high. Cut it."),
            file=path.name, wide=whole.width(), high=whole.height(),
        )  # fmt: skip
    if kind != "svg" and short < LEAST:
        raise RuleBroken(
            N_("{file} is too small ({wide} × {high}) and would be blurred on paper. Choose a larger one."),
            file=path.name, wide=whole.width(), high=whole.height(),
        )  # fmt: skip
    if kind == "svg" or long > WIDEST:
        reader.setScaledSize(whole.scaled(QSize(WIDEST, WIDEST), Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if picture.isNull() or not picture.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stubs want bytes here
        raise RuleBroken(N_("{file} is no picture that can be read. Choose a PNG, JPG or SVG."), file=path.name)
    return bytes(buffer.data().data())
