"""The recovery code's page: every group in order, and in both languages what to do with it."""

import pytest

from organizer_app.printing import recovery_code
from tests.printing.camp_values import DAYS, ORGANISATION, clipped, lines_of, pages_of

CODE = "7K2QH-0M9XT-VB4ZD-31GRW-8N5CE-YJ6AP"


@pytest.mark.parametrize("language", ["hi", "en"])
def test_groups_in_order_and_both_languages(language: str) -> None:
    pdf = recovery_code.pdf(CODE, DAYS[0], ORGANISATION.name_hi, language=language)
    (page,) = pages_of(pdf)
    assert {"7K2QH 0M9XT VB4ZD", "31GRW 8N5CE YJ6AP"} <= set(lines_of(pdf))
    assert "Keep this page locked away" in page
    assert "ताले में रखें" in page
    assert not clipped(pdf)


def test_spaces_part_groups_too() -> None:
    (page,) = pages_of(recovery_code.pdf("ABCDE FGHJK", DAYS[0], "X"))
    assert "ABCDE" in page
    assert "FGHJK" in page


def test_same_bytes() -> None:
    first, second = (recovery_code.pdf(CODE, DAYS[0], ORGANISATION.name_hi) for _ in range(2))
    assert first == second
