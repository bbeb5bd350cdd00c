"""Cells that no spreadsheet takes for a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.plain_cells import LONGEST, clean, marked, unmarked


@pytest.mark.parametrize("text", ["=1+1", "+91 98123", "-2", "@SUM(A1)", "\t=1", " =1", "\r1", "＝1", "'=1", "-"])
def test_what_would_be_a_formula_is_marked(text: str) -> None:
    assert marked(text) == f"'{text}"
    assert unmarked(marked(text)) == text


@pytest.mark.parametrize("text", ["", "Ram", "राम", "98123 45678", "O'Neil", "''", "'Ram'"])
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert marked(text) == text == unmarked(text)


@given(st.text())
def test_marking_is_taken_back(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert marked(text).lstrip()[:1] not in ("=", "+", "-", "@")


def test_a_cell_holds_no_signs_that_a_workbook_cannot() -> None:
    assert clean("a\x00b\x0bc\ud800") == "abc"
    assert len(clean("x" * 40_000)) == LONGEST
