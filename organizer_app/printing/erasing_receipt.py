"""The receipt of an erasure, for the person who asked for it and for the file: what is gone, and what hands must do."""

from organizer_app.domain.erasing import Receipt, receipt_text
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, in_language, moment_text
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import gap, publish, sentence, signatures
from organizer_app.printing.parts import Frame
from organizer_app.printing.text import Style, mm


def pdf(receipt: Receipt, organisation: Organisation, *, language: str = "hi") -> bytes:
    """A4; it names nobody, as the receipt itself."""
    with in_language(language):
        frame = Frame(
            N_("Receipt of an erasure"),
            organisation,
            heading=_("Receipt {number}").format(number=receipt.number),
            facts=moment_text(receipt.at),
        )
        paper = frame.paper()
        body = Style("regular", 11)
        lines = receipt_text(receipt).strip().split("\n")
        blocks = [sentence(paper, frame, line, body) if line else gap(3 * mm) for line in lines]
        blocks += [gap(8 * mm), signatures(frame, [_("Erased by"), _("Received by")])]
        return publish(paper, frame, blocks)
