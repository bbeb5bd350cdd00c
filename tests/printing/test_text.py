"""Words on paper: read back exactly by two readers, never past their cell, the same bytes each time."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import organizer_app.printing
from organizer_app.printing import shaping
from organizer_app.printing.drawing import black_or_white, qr_matrix
from organizer_app.printing.fonts import Face, face
from organizer_app.printing.text import A4, Paper, Style
from tests.printing.pdf_reading import check, lines_of, pdfium_text, poppler_text
from tests.printing.samples import STRINGS

PLAIN = Style("regular", 10)
MANY = "".join(f"{text} " for text in STRINGS[:40])


def printed(weight: str = "regular") -> bytes:
    paper = Paper(title="संगठक – सूची", author="जन जागृति", size=(800, 20 + 30 * len(STRINGS)))
    for index, text in enumerate(STRINGS):
        paper.text(20, 10 + 30 * (len(STRINGS) - 1 - index), text, Style(weight, 11))
    return paper.bytes()


def content(pdf: bytes, page: int = 0) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return bytes(document.pages[page].Contents.read_bytes()).decode("ascii")


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_every_string_comes_back_from_poppler(weight: str, tmp_path: Path) -> None:
    assert lines_of(poppler_text(printed(weight), tmp_path)) == list(STRINGS)


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_every_string_comes_back_from_pdfium(weight: str) -> None:
    assert lines_of(pdfium_text(printed(weight))) == list(STRINGS)


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    check(printed(), tmp_path)


def test_the_same_calls_give_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys, hashlib; from tests.printing.test_text import printed;"
        "sys.stdout.write(hashlib.sha256(printed()).hexdigest())"
    )
    answers = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        answers.add(done.stdout)
    assert len(answers) == 1


def test_the_same_calls_give_the_same_bytes() -> None:
    assert printed() == printed()


def test_every_font_is_embedded_and_none_is_named_without_need() -> None:
    with pikepdf.open(io.BytesIO(printed())) as document:
        fonts = document.pages[0].Resources.Font
        assert len(fonts) == 1
        for font in fonts.values():
            assert font.Subtype == "/Type0"
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert document.docinfo["/Title"] == "संगठक – सूची"
        assert document.Root.Lang == "hi-IN"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)


def test_private_names_of_reportlab_stay_in_one_file() -> None:
    """A hook that moves breaks printing/canvas.py alone, and the tests above."""
    folder = Path(organizer_app.printing.__file__).parent
    for source in folder.glob("*.py"):
        text = source.read_text("utf-8")
        if source.name != "canvas.py":
            assert not re.search(r"canvas\._|_doc\b|idToObject|delayedFonts|rl_config", text), source.name
        if source.name not in ("canvas.py", "embedding.py", "text.py"):
            assert "import reportlab" not in text, source.name
            assert "from reportlab" not in text, source.name


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STRINGS) | st.text(st.sampled_from("कर्षिंँ्ुAvgm .,…"), max_size=60), st.floats(1, 200))
def test_nothing_passes_its_cell(text: str, room: float) -> None:
    paper = Paper(title="cell")
    width = paper.text(10, 10, text, PLAIN, fit=room)
    assert width <= room + 1e-6
    assert width <= paper.measure(text, PLAIN) + 1e-6


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30))
def test_any_text_at_all_can_be_printed(text: str) -> None:
    paper = Paper(title=text)
    assert paper.text(10, 10, text, PLAIN, fit=80) <= 80 + 1e-6
    paper.paragraph(10, 100, 60, text, PLAIN, max_lines=4)
    content(paper.bytes())


def test_condensed_then_cut() -> None:
    paper = Paper(title="cell")
    name = "विधानसभा सोशल मीडिया प्रभारी"
    natural = paper.measure(name, PLAIN)
    assert paper.text(10, 100, name, PLAIN, fit=natural * 0.8) == pytest.approx(natural * 0.8)
    assert paper.text(10, 50, name, PLAIN, fit=natural * 0.5) <= natural * 0.5
    whole, cut = lines_of(pdfium_text(paper.bytes()))
    assert whole == name
    assert cut.endswith("…")
    assert name.startswith(cut[:-1])
    assert len(cut) > 8


def test_too_little_room_for_anything_prints_nothing() -> None:
    paper = Paper(title="cell")
    assert paper.text(10, 10, "संगठन", PLAIN, fit=0.5) == 0
    assert paper.text(10, 10, "", PLAIN) == 0


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_alignment(align: str, share: float) -> None:
    paper = Paper(title="aligned")
    width = paper.text(300, 100, "दिनांक", PLAIN, align=align)
    x = float(re.findall(r"1 0 0 1 ([\d.]+) 100.00 Tm", content(paper.bytes()))[0])
    assert x == pytest.approx(300 - share * width, abs=0.01)


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_paragraph_wraps_between_words(align: str) -> None:
    paper = Paper(title="wrapped", size=(400, 2000))
    end = paper.paragraph(20, 1900, 150, MANY, PLAIN, leading=14, align=align)
    lines = lines_of(pdfium_text(paper.bytes()))
    assert " ".join(lines) == MANY.strip()
    assert end == pytest.approx(1900 - 14 * len(lines))
    assert all(paper.measure(line, PLAIN) <= 150 for line in lines)


def test_a_paragraph_is_cut_after_so_many_lines() -> None:
    paper = Paper(title="cut")
    end = paper.paragraph(20, 500, 150, MANY + "\nऔर", PLAIN, leading=14, max_lines=3)
    lines = lines_of(pdfium_text(paper.bytes()))
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert end == 500 - 3 * 14


def test_control_characters_and_broken_surrogates_do_no_harm(tmp_path: Path) -> None:
    paper = Paper(title="odd\x00title")
    paper.text(10, 10, "राम\tलाल\x00\x07 \ud800 😀 \u2028", PLAIN)
    pdf = paper.bytes()
    check(pdf, tmp_path)
    assert "राम लाल" in pdfium_text(pdf)


def test_a_form_is_drawn_once_for_many_pages() -> None:
    drawn = []
    paper = Paper(title="pages")

    def head() -> None:
        drawn.append(1)
        paper.text(20, 700, "शीर्षक", PLAIN)
        paper.line(20, 690, 200, 690)

    for number in range(3):
        paper.form("head", head)
        paper.text(20, 500, f"पृष्ठ {number + 1}", PLAIN)
        if number < 2:
            paper.next_page()
    assert drawn == [1]
    assert lines_of(pdfium_text(paper.bytes())) == ["शीर्षक", "पृष्ठ 1", "शीर्षक", "पृष्ठ 2", "शीर्षक", "पृष्ठ 3"]


def test_pages_of_other_sizes() -> None:
    paper = Paper(title="sizes")
    paper.text(10, 10, "a", PLAIN)
    paper.next_page((300, 200))
    assert (paper.width, paper.height) == (300, 200)
    with pikepdf.open(io.BytesIO(paper.bytes())) as document:
        sizes = [[round(float(v)) for v in page.MediaBox] for page in document.pages]
    assert sizes == [[0, 0, round(A4[0]), round(A4[1])], [0, 0, 300, 200]]


def test_a_finished_paper_gives_the_same_bytes_again() -> None:
    paper = Paper(title="twice")
    paper.text(10, 10, "क", PLAIN)
    assert paper.bytes() is paper.bytes()


def test_a_word_from_two_fonts_is_one_word_to_a_reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    poor, rich = Face(face("regular").path), face("bold")
    poor.covers = poor.covers - {ord("q")}
    monkeypatch.setattr(shaping, "fallbacks", lambda: (rich,))
    monkeypatch.setattr("organizer_app.printing.typesetting.face", lambda _weight: poor)
    paper = Paper(title="two fonts")
    paper.text(10, 10, "aqua कqर next", PLAIN)
    pdf = paper.bytes()
    assert lines_of(pdfium_text(pdf)) == lines_of(poppler_text(pdf, tmp_path)) == ["aqua कqर next"]
    check(pdf, tmp_path)


def test_black_only_knows_no_grey() -> None:
    paper = Paper(title="shop", black_only=True)
    paper.text(10, 10, "क", Style("regular", 9, 0.4))
    paper.rect(10, 10, 5, 5, fill=(0.1, 0.2, 0.5), stroke=0.6)
    paper.rect(10, 10, 5, 5, fill=0.95)
    inks = set(re.findall(r"(?:^| )([\d. ]+?) [gG]\b", content(paper.bytes())))
    assert inks <= {"0", "1"}
    assert black_or_white((1, 1, 0.9)) == 1
    assert black_or_white(0.7) == 0


def test_pictures_keep_their_shape() -> None:
    picture = io.BytesIO()
    Image.new("RGBA", (40, 20), (255, 0, 0, 128)).save(picture, "PNG")
    paper = Paper(title="logo")
    paper.image(100, 100, 60, 60, picture.getvalue())
    placed = re.search(r"([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm", content(paper.bytes()).split("cm", 1)[1])
    assert placed
    assert [float(v) for v in placed.groups()] == [60, 30, 100, 115]


def test_a_qr_is_the_smallest_with_one_fixed_mask() -> None:
    assert len(qr_matrix("A" * 20)) == 21
    assert qr_matrix("A" * 20) == qr_matrix("A" * 20)
    paper = Paper(title="qr")
    assert paper.qr(10, 10, 0.8, "A" * 20) == pytest.approx(16.8 * 72 / 25.4)
