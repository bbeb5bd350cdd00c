"""The one file that touches private names of ReportLab (its minor version is pinned; tests fail when a hook moves).

Used: Canvas._code (operators of the page), Canvas._make_preamble, Canvas._doc.delayedFonts and the BasicFonts
dictionary (fonts that add themselves when the document is written), and the document's defaultStreamFilters.
"""

import zlib
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from organizer_app.printing.embedding import UsedFont

PDF_VERSION = (1, 6)


class _Flate:
    """Compression of every stream. Level 3 takes half the time of ReportLab's 6 for a file a tenth larger."""

    pdfname = "FlateDecode"

    def encode(self, data: bytes | str) -> bytes:
        return zlib.compress(data.encode("utf-8") if isinstance(data, str) else data, 3)


class _DelayedFont:
    """What ReportLab asks for when it writes the document."""

    def __init__(self, font: UsedFont) -> None:
        self._font = font

    def addObjects(self, doc: Any) -> None:
        doc.idToObject["BasicFonts"].dict[self._font.key] = self._font.font_object(doc)


class DocumentCanvas(Canvas):
    """A ReportLab canvas that takes operators as they are and fonts that embed themselves."""

    _code: list[str]
    _doc: Any

    def __init__(self, size: tuple[float, float], language: str) -> None:
        # ReportLab's own page compression would be ASCII85 on top; without it streams take the document's filters.
        super().__init__(
            BytesIO(), pagesize=size, invariant=1, pageCompression=0, pdfVersion=PDF_VERSION, lang=language
        )
        self._doc.defaultStreamFilters = [_Flate()]
        self.setViewerPreference("DisplayDocTitle", "true")

    def _make_preamble(self) -> None:
        # ReportLab would name Helvetica here, which is never embedded and a print shop complains about.
        self._preamble = "1 0 0 1 0 0 cm"

    def write(self, operators: str) -> None:
        """Appends operators to the page or form being made."""
        self._code.append(operators)

    def pdf(self) -> bytes:
        """The whole document; nothing can be drawn after it."""
        return bytes(self.getpdfdata())  # type: ignore[no-untyped-call]  # the stubs leave it untyped

    def add_font(self, font: UsedFont) -> None:
        """Has the font embedded when the document is written."""
        self._doc.delayedFonts.append(_DelayedFont(font))

    def picture(self, x: float, y: float, width: float, height: float, data: bytes) -> None:
        """A PNG or JPEG, its transparency kept, fitted into the box and centred."""
        self.drawImage(
            ImageReader(BytesIO(data)), x, y, width, height, mask="auto", preserveAspectRatio=True, anchor="c"
        )
