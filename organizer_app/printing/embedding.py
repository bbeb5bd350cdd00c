"""One font in one document: which glyphs were used for which text, and the PDF objects that embed them.

Every (glyph, text) pair has its own CID: a CIDToGIDMap leads it to the outline, ToUnicode back to the exact characters.
"""

import hashlib
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from organizer_app.printing.fonts import Face, number

_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"OS/2", b"name", b"post", b"cmap", b"DSIG", b"STAT", b"meta", b"BASE", b"gasp")
_LETTERS = str.maketrans("0123456789abcdef", "ABCDEFGHIJKLMNOP")
_CMAP_HEAD = (
    "/CIDInit/ProcSet findresource begin 12 dict begin begincmap"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def"
    "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n1 begincodespacerange<0000><ffff>endcodespacerange\n"
)
_CMAP_TAIL = "endcmap CMapName currentdict/CMap defineresource pop end end"


class Codes(dict[tuple[int, str] | str, str]):
    """(glyph, text) -> four hexadecimal digits that show the glyph and say the text; a new pair gets the next number.

    A shift between glyphs stands for itself, so that a word's parts can be looked up in one go.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[tuple[int, str]] = []

    def __missing__(self, part: tuple[int, str] | str) -> str:
        if isinstance(part, str):
            code = part
        else:
            self.pairs.append(part)
            code = f"{len(self.pairs):04x}"
        self[part] = code
        return code


class UsedFont:
    """The part of a face that one document uses. `key` is its name on the pages."""

    def __init__(self, face: Face, key: str) -> None:
        self.face = face
        self.key = key
        self.codes = Codes()

    def font_object(self, document: Any) -> Any:
        """The Type0 font as a reference, its parts added to the ReportLab document."""
        name, program = self._program()
        return document.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("Font"),
                    "Subtype": pdfdoc.PDFName("Type0"),
                    "BaseFont": pdfdoc.PDFName(name),
                    "Encoding": pdfdoc.PDFName("Identity-H"),
                    "DescendantFonts": pdfdoc.PDFArray([document.Reference(self._descendant(document, name, program))]),
                    "ToUnicode": document.Reference(_stream(self._to_unicode())),
                }
            )
        )

    def _program(self) -> tuple[str, "Program"]:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({gid for gid, _ in self.codes.pairs} | {0})
        wanted.unicode_set.clear()
        flags = hb.SubsetFlags
        wanted.flags = flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING | flags.NOTDEF_OUTLINE
        wanted.drop_table_tag_set.update({int.from_bytes(tag, "big") for tag in _DROPPED})
        wanted.pin_all_axes_to_default(self.face.hb_face)
        plan = hb.SubsetPlan(self.face.hb_face, wanted)
        data: bytes = plan.execute().blob.data
        tag = hashlib.sha256(data).hexdigest()[:6].translate(_LETTERS)
        return f"{tag}+{self.face.name}", (data, dict(plan.old_to_new_glyph_mapping))

    def _descendant(self, document: Any, name: str, program: "Program") -> Any:
        data, renumbered = program
        to_glyph = b"\0\0" + b"".join(renumbered[gid].to_bytes(2, "big") for gid, _ in self.codes.pairs)
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(name),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([-1000, -600, 2000, 1200]),
                "ItalicAngle": 0,
                "Ascent": round(self.face.ascent),
                "Descent": round(self.face.descent),
                "CapHeight": 630,
                "StemV": 80,
                "FontFile2": document.Reference(_stream(data, Length1=len(data))),
            }
        )
        system = {"Registry": _literal("(Adobe)"), "Ordering": _literal("(Identity)"), "Supplement": 0}
        widths = " ".join(number(self.face.advance(gid)) for gid, _ in self.codes.pairs)
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(system),
                "FontDescriptor": document.Reference(descriptor),
                "DW": 0,
                "W": _literal(f"[1[{widths}]]"),
                "CIDToGIDMap": document.Reference(_stream(to_glyph)),
            }
        )

    def _to_unicode(self) -> bytes:
        lines = [
            f"<{code:04x}><{text.encode('utf-16-be').hex()}>"
            for code, (_, text) in enumerate(self.codes.pairs, 1)
            if text
        ]
        blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
        body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
        return (_CMAP_HEAD + body + _CMAP_TAIL).encode("ascii")


Program = tuple[bytes, dict[int, int]]


class _literal(pdfdoc.PDFObject):  # noqa: N801  # reads as the value it is
    """PDF syntax written out already."""

    def __init__(self, syntax: str) -> None:
        self._syntax = syntax.encode("ascii")

    def format(self, document: Any) -> bytes:  # noqa: ARG002  # ReportLab's own signature
        return self._syntax


def _stream(content: bytes, **entries: int) -> Any:
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content)
