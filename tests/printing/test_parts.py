"""What papers share: names in the right language, words whole in their room, a logo, Hindi for every message."""

import ast
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from organizer_app import printing
from organizer_app.domain.papers import KitchenCount
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import in_language
from organizer_app.printing import kitchen
from organizer_app.printing.parts import fitted, organisation_name, put, put_name
from organizer_app.printing.text import A4, Paper, Style
from tests.printing.camp_values import LONG_NAME, camp, pages_of

PARTS = ["parts", "flow", "shop", "recovery_code", "change_notice", "desk_copy", "day_report", "badges", "certificate"]
LISTS = ["letter", "agenda", "kitchen", "materials", "travel"]
CATALOGUES = Path(__file__).parents[2] / "resources" / "translations" / "hi"


@pytest.mark.parametrize(
    ("organisation", "hindi", "english"),
    [
        (Organisation("संगठन", "Union"), "संगठन", "Union"),
        (Organisation("", "Union"), "Union", "Union"),
        (Organisation("संगठन", ""), "संगठन", "संगठन"),
    ],
)
def test_the_organisation_goes_by_the_name_it_has(organisation: Organisation, hindi: str, english: str) -> None:
    with in_language("hi"):
        assert organisation_name(organisation) == hindi
    with in_language("en"):
        assert organisation_name(organisation) == english


@given(st.text("कखगघ abcdefgh", min_size=1, max_size=60), st.floats(80, 400))
def test_fitted_words_need_little_condensing(words: str, room: float) -> None:
    paper = Paper(title="t")
    style = Style("bold", 12)
    found = fitted(paper, words, style, room)
    assert found.size <= style.size
    if found.size > style.size * 0.56:
        assert paper.measure(words, found) * 0.79 <= room


def test_a_name_in_a_narrow_cell_stands_whole_in_two_lines() -> None:
    paper = Paper(title="t")
    assert put_name(paper, 50, 500, "गीता", Style("medium", 10), 150) == 0
    assert put_name(paper, 50, 400, LONG_NAME, Style("medium", 10), 150) > 0
    (page,) = pages_of(paper.bytes())
    assert LONG_NAME in page


def test_put_never_leaves_its_room() -> None:
    paper = Paper(title="t")
    assert put(paper, 50, 500, LONG_NAME * 3, Style("bold", 20), 120) <= 120.01


def test_a_logo_is_printed() -> None:
    picture = BytesIO()
    Image.new("RGB", (20, 20), (200, 90, 10)).save(picture, "PNG")
    count = KitchenCount(camp(), ())
    with_logo = kitchen.pdf(count, Organisation("संगठन", "Union", picture.getvalue()))
    assert b"/Image" in with_logo
    assert b"/Subtype /Image" not in kitchen.pdf(count, Organisation("संगठन", "Union"))
    assert A4[0] < A4[1]


def _messages() -> set[str]:
    found: set[str] = set()
    for name in PARTS + LISTS:
        tree = ast.parse((Path(printing.__file__).parent / f"{name}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "N_", "ngettext")
            ):
                found |= {a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def test_every_message_has_hindi_with_its_values() -> None:
    hindi: dict[str, str] = {}
    for name in ("papers.po", "printing.po"):
        with (CATALOGUES / name).open("rb") as file:
            for message in read_po(file):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                hindi.update(zip(ids, texts, strict=True))
    messages = _messages()
    assert len(messages) > 100
    for message in sorted(messages):
        assert hindi.get(message), message
        assert set(re.findall(r"{\w+}", message)) == set(re.findall(r"{\w+}", hindi[message])), message
