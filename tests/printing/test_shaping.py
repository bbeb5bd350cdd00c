"""Every glyph on paper is the one Debian's own HarfBuzz chooses, where it puts it; broken shaping is caught."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer_app.printing import shaping, typesetting
from organizer_app.printing.fonts import WEIGHTS, Face, Glyph, face
from organizer_app.printing.text import Paper, Style
from tests.printing.pdf_reading import script_runs, shown_lines, wanted_lines, word_runs
from tests.printing.samples import STRINGS

MARKS = "ािीुूृेैोौंःँ़्\u200c\u200d"
LETTERS = "कखगचजटडणतथदनपबमयरलवशषसहक्षज्ञऋइउएओ"
TEXTS = st.text(st.sampled_from(LETTERS + MARKS + "abcXYZ .,-/()0123४५•–ৰतமি"), max_size=30)
SIZE = 10
CONJUNCTS = ("क्षेत्रीय", "छत्तीसगढ़", "श्रृंखला", "विद्यार्थी", "हस्ताक्षर", "द्वितीय", "ट्रक", "कृष्ण", "ब्राह्मण")


def printed(texts: tuple[str, ...], weight: str) -> bytes:
    paper = Paper(title="glyphs", size=(800, 20 + 16 * len(texts)))
    for index, text in enumerate(texts):
        paper.text(20, 10 + 16 * index, text, Style(weight, SIZE))
    return paper.bytes()


def wrong(texts: tuple[str, ...], weight: str, folder: Path) -> list[str]:
    """The texts whose glyphs differ from what hb-shape makes of the whole, or whose places from its words."""
    path = face(weight).path
    shown = shown_lines(printed(texts, weight), path)
    whole = wanted_lines([script_runs(text) for text in texts], path, folder)
    by_word = wanted_lines([word_runs(text) for text in texts], path, folder)
    found = []
    for text, ours, glyphs, places in zip(texts, shown, whole, by_word, strict=True):
        same = [len(ours)] * 2 == [len(glyphs), len(places)]
        same = same and all(theirs.gid in our.gids for our, theirs in zip(ours, glyphs, strict=True))
        if not same or any(abs(our.x - t.x) > 1 or abs(our.y - t.y) > 1 for our, t in zip(ours, places, strict=True)):
            found.append(text)
    return found


def test_there_are_enough_real_strings() -> None:
    assert len(set(STRINGS)) >= 250
    for conjunct in CONJUNCTS:
        assert conjunct in STRINGS
    assert any("\u200d" in s for s in STRINGS)
    assert any("\u200c" in s for s in STRINGS)


@pytest.mark.parametrize("weight", ["semibold", "regular"])
def test_every_glyph_is_the_one_hb_shape_chooses(weight: str, tmp_path: Path) -> None:
    assert wrong(STRINGS, weight, tmp_path) == []


def _latin_rules(shape: Callable[..., list[Glyph]]) -> Callable[..., list[Glyph]]:
    return lambda self, run, script: shape(self, run, ("Latn", "en"))


def _swapped(shape: Callable[..., list[Glyph]]) -> Callable[..., list[Glyph]]:
    def shape_swapped(self: Face, run: str, script: object) -> list[Glyph]:
        glyphs = shape(self, run, script)
        return [*glyphs[:-2], *reversed(glyphs[-2:])]

    return shape_swapped


def _marks_at_rest(shape: Callable[..., list[Glyph]]) -> Callable[..., list[Glyph]]:
    return lambda self, run, script: [g._replace(dx=0, dy=0) for g in shape(self, run, script)]


@pytest.mark.parametrize(("breaking", "least"), [(_latin_rules, 150), (_swapped, 300), (_marks_at_rest, 10)])
def test_broken_shaping_is_caught(
    breaking: Callable[[Callable[..., list[Glyph]]], Callable[..., list[Glyph]]],
    least: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(Face, "shape", breaking(Face.shape))
    fresh = cache(lambda weight: Face(face(weight).path))
    monkeypatch.setattr(typesetting, "face", fresh)
    assert len(wrong(STRINGS, "regular", tmp_path)) >= least


@settings(deadline=None)
@given(TEXTS)
def test_glyphs_say_the_text_they_stand_for(text: str) -> None:
    for word in shaping.words(shaping.clean(text)):
        assert "".join(glyph.text for glyph in shaping.glyphs_of(face("regular"), word)) == word


@settings(deadline=None)
@given(st.text(max_size=40))
def test_words_and_runs_lose_nothing(text: str) -> None:
    cleaned = shaping.clean(text)
    assert "".join(shaping.words(cleaned)) == cleaned
    assert "".join(run for run, _script in shaping.runs(cleaned)) == cleaned
    cleaned.encode("utf-16-be")


@settings(deadline=None)
@given(TEXTS)
def test_a_cut_never_breaks_a_syllable(text: str) -> None:
    for place in shaping.cuts(text):
        assert text[place] not in MARKS
        assert text[place - 1] not in "्\u200c\u200d"


def test_runs_by_script() -> None:
    deva, latn = ("Deva", "hi"), ("Latn", "en")
    assert shaping.runs("No.क्षेत्र 12 A") == [("No.", latn), ("क्षेत्र 12 ", deva), ("A", latn)]
    assert shaping.runs("(१७)") == [("(", latn), ("१७)", deva)]
    assert shaping.runs("தமிழ் क") == [("தமிழ் ", None), ("क", deva)]


def test_a_run_the_face_lacks_goes_to_another_family(monkeypatch: pytest.MonkeyPatch) -> None:
    poor, rich = Face(face("regular").path), Face(face("bold").path)
    poor.covers = frozenset(map(ord, "abc ")) | poor.covers - frozenset(range(0x900, 0x980))
    monkeypatch.setattr(shaping, "fallbacks", lambda: (rich,))
    glyphs = shaping.glyphs_of(poor, "abcक्ष")
    assert {g.face for g in glyphs if g.text in "abc" and g.text} == {poor}
    assert {g.face for g in glyphs if "क" in g.text or "ष" in g.text} == {rich}


def test_an_unknown_letter_is_drawn_as_a_box_and_still_read_back() -> None:
    glyphs = shaping.glyphs_of(face("regular"), "தமிழ்")
    assert {g.gid for g in glyphs} == {0}
    assert "".join(g.text for g in glyphs) == "தமிழ்"


def test_every_weight_opens() -> None:
    assert {face(weight).name for weight in WEIGHTS} == {f"Mukta{style}" for style in WEIGHTS.values()}
