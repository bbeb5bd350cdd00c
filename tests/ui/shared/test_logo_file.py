"""The logo's file: what comes in as PNG, JPG or SVG is a PNG of the right size; what would not do is one sentence."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from organizer_app.domain.errors import RuleBroken
from organizer_app.services.organisation import LOGO_LIMIT, PNG
from ui.shared import logo_file

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20" fill="green"/></svg>'


def picture(path: Path, wide: int, high: int) -> Path:
    Image.new("RGB", (wide, high), (20, 120, 60)).save(path)
    return path


@pytest.mark.parametrize(("name", "size"), [("a.png", (300, 200)), ("a.jpg", (300, 200)), ("big.png", (600, 400))])
def test_pictures_made_of_pixels(tmp_path: Path, qapp: QApplication, name: str, size: tuple[int, int]) -> None:
    times = 5 if name.startswith("big") else 1
    made = logo_file.read(picture(tmp_path / name, 300 * times, 200 * times))
    assert made.startswith(PNG)
    assert len(made) < LOGO_LIMIT
    assert Image.open(BytesIO(made)).size == size


def test_a_drawing_is_drawn_large_enough(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "a.svg").write_text(SVG)
    assert Image.open(BytesIO(logo_file.read(tmp_path / "a.svg"))).size == (600, 400)


def test_what_would_not_do_is_one_sentence(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "text.svg").write_text("no drawing")
    (tmp_path / "cut.png").write_bytes(picture(tmp_path / "whole.png", 200, 200).read_bytes()[:60])
    (tmp_path / "heavy.png").write_bytes(b"0" * (logo_file.HEAVIEST + 1))
    for path, said in (
        (picture(tmp_path / "long.png", 900, 100), "at most four times as wide as high"),
        (picture(tmp_path / "tiny.png", 40, 40), "blurred on paper"),
        (picture(tmp_path / "moving.gif", 200, 200), "Choose a PNG, JPG or SVG"),
        (tmp_path / "text.svg", "no picture that can be read"),
        (tmp_path / "cut.png", "no picture that can be read"),
        (tmp_path / "heavy.png", "larger than 10 MB"),
        (tmp_path / "none.png", "could not be read"),
    ):
        with pytest.raises(RuleBroken, match=said):
            logo_file.read(path)
