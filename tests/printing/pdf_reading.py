"""Reads a PDF apart with tools that share no code with what made it."""

import io
import re
import shutil
import subprocess
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen  # type: ignore[import-untyped]  # ships no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types

PACKAGES = {"hb-shape": "libharfbuzz-bin", "pdftotext": "poppler-utils", "qpdf": "qpdf"}


class Shown(NamedTuple):
    """One glyph as drawn: which original glyphs have this outline, and where, in 1/1000 em from the line's start."""

    gids: frozenset[int]
    x: float
    y: float


class Wanted(NamedTuple):
    gid: int
    x: float
    y: float


def tool(name: str, *arguments: str, given: bytes = b"") -> str:
    """What a system tool prints. A missing tool fails the test and names its package."""
    if shutil.which(name) is None:
        pytest.fail(f"{name} is missing; install it: apt-get install {PACKAGES[name]}")
    done = subprocess.run([name, *arguments], input=given, capture_output=True, check=False)
    assert done.returncode == 0, f"{name}: {done.stdout.decode()} {done.stderr.decode()}"
    return done.stdout.decode("utf-8")


def poppler_text(pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return tool("pdftotext", "-enc", "UTF-8", *options, str(path), "-")


def pdfium_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for number in range(len(document)):
        words = document[number].get_textpage()
        pages.append(words.get_text_range())
        words.close()
    document.close()
    return "\n".join(pages)


def lines_of(text: str) -> list[str]:
    return [line.strip("\f\r ") for line in re.split(r"[\r\n\f]+", text) if line.strip("\f\r ")]


def check(pdf: bytes, folder: Path) -> None:
    """Fails on anything qpdf finds wrong."""
    path = folder / "check.pdf"
    path.write_bytes(pdf)
    tool("qpdf", "--check", "--no-warn", str(path))


def _outline(glyphs: Any, name: str) -> tuple[str, float]:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return str(pen.value), glyphs[name].width


@cache
def originals(path: Path) -> dict[tuple[str, float], frozenset[int]]:
    """Outline -> glyph ids of a font file (several glyphs may look alike)."""
    font = TTFont(path)
    glyphs = font.getGlyphSet()
    found: dict[tuple[str, float], set[int]] = {}
    for gid, name in enumerate(font.getGlyphOrder()):
        found.setdefault(_outline(glyphs, name), set()).add(gid)
    return {outline: frozenset(gids) for outline, gids in found.items()}


def _embedded(font: pikepdf.Object, path: Path) -> list[tuple[frozenset[int], float]]:
    """CID -> (original glyph ids, width)."""
    descendant = font.DescendantFonts[0]
    to_glyph = bytes(descendant.CIDToGIDMap.read_bytes())
    program = TTFont(io.BytesIO(bytes(descendant.FontDescriptor.FontFile2.read_bytes())))
    glyphs, order = program.getGlyphSet(), program.getGlyphOrder()
    widths = [0.0, *(float(w) for w in descendant.W[1])]
    known = originals(path)
    found = []
    for cid in range(len(to_glyph) // 2):
        name = order[int.from_bytes(to_glyph[2 * cid : 2 * cid + 2], "big")]
        found.append((known.get(_outline(glyphs, name), frozenset()), widths[cid]))
    return found


def shown_lines(pdf: bytes, path: Path) -> list[list[Shown]]:
    """Every line of text (one Tm each) back to original glyphs and where they stand."""
    lines: list[list[Shown]] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            fonts = {name: _embedded(font, path) for name, font in page.Resources.Font.items()}
            current: list[tuple[frozenset[int], float]] = []
            size, pen, rise = 1.0, 0.0, 0.0
            for instruction in pikepdf.parse_content_stream(page):
                operator, values = str(instruction.operator), instruction.operands
                if operator == "Tf":
                    current, size = fonts[str(values[0])], float(values[1])
                elif operator == "Tm":
                    lines.append([])
                    pen = 0.0
                elif operator == "Ts":
                    rise = float(values[0]) / size * 1000
                elif operator == "TJ":
                    for item in values[0]:
                        if isinstance(item, pikepdf.String):
                            codes = bytes(item)
                            for at in range(0, len(codes), 2):
                                gids, width = current[int.from_bytes(codes[at : at + 2], "big")]
                                lines[-1].append(Shown(gids, pen, rise))
                                pen += width
                        else:
                            pen -= float(item)
    return lines


def script_runs(text: str) -> list[tuple[str, str]]:
    """(script, run) by Unicode's own names; digits, signs and spaces go with what stands before them."""
    runs: list[tuple[str, str]] = []
    for char in text:
        name = unicodedata.name(char, "")
        script = "deva" if name.startswith(("DEVANAGARI", "ZERO WIDTH")) else "latn" if name.startswith("LATIN") else ""
        if runs and (not script or runs[-1][0] == script):
            runs[-1] = (runs[-1][0], runs[-1][1] + char)
        else:
            runs.append((script or "latn", char))
    return runs


def word_runs(text: str) -> list[tuple[str, str]]:
    """As script_runs, word by word with the space after it; numbers digit by digit (on paper they stand in columns)."""
    runs = []
    for word in re.findall(r"[^ ]+ ?| ", text):
        parts = list(word) if re.fullmatch(r"[\d• ]+", word) else [word]
        runs += [run for part in parts for run in script_runs(part)]
    return runs


def wanted_lines(runs: list[list[tuple[str, str]]], path: Path, folder: Path) -> list[list[Wanted]]:
    """What hb-shape makes of each line of runs: two calls, one a script."""
    answers: dict[tuple[str, str], list[tuple[int, float, float, float]]] = {}
    for script, language in (("deva", "hi"), ("latn", "en")):
        asked = sorted({run for line in runs for s, run in line if s == script})
        file = folder / f"{script}.txt"
        file.write_text("\n".join(asked) + "\n", "utf-8")
        options = [
            "--no-glyph-names",
            "--no-clusters",
            f"--script={script}",
            f"--language={language}",
            "--direction=ltr",
        ]
        printed = tool("hb-shape", *options, "--features=kern,liga", f"--text-file={file}", f"--font-file={path}")
        for run, answer in zip(asked, printed.splitlines(), strict=True):
            answers[script, run] = [_glyph(part) for part in answer.strip("[]").split("|")]
    lines = []
    for line in runs:
        pen = 0.0
        wanted = []
        for key in line:
            for gid, dx, dy, advance in answers[key]:
                wanted.append(Wanted(gid, pen + dx, dy))
                pen += advance
        lines.append(wanted)
    return lines


def _glyph(part: str) -> tuple[int, float, float, float]:
    match = re.fullmatch(r"(\d+)(?:@(-?\d+),(-?\d+))?\+(\d+)", part)
    assert match, part
    gid, dx, dy, advance = match.groups()
    return int(gid), float(dx or 0), float(dy or 0), float(advance)
