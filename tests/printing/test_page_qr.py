"""The quick QR of a sheet's pages against segno's, for any text it takes."""

from string import ascii_uppercase, digits

import segno
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.printing import page_qr
from organizer_app.printing.drawing import qr_matrix

TEXTS = st.text(digits + ascii_uppercase + " $%*+-./:", min_size=20, max_size=20)


def by_segno(text: str) -> tuple[bytes, ...]:
    code = segno.make(text, version=1, error="m", mode="alphanumeric", mask=page_qr.MASK, boost_error=False)
    return tuple(bytes(row) for row in code.matrix)


@given(TEXTS)
def test_it_is_the_same_code(text: str) -> None:
    assert page_qr.fits(text)
    assert page_qr.modules(text) == qr_matrix(text) == by_segno(text)


def test_what_does_not_fit_is_left_to_segno() -> None:
    for text in ("A" * 19, "A" * 21, "a" * 20, "क" * 20):
        assert not page_qr.fits(text)
    assert len(qr_matrix("A" * 21)) > page_qr.SIDE
    assert qr_matrix("A" * 20, "q") != qr_matrix("A" * 20)
