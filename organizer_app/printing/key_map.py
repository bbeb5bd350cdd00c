"""The map of keys on one A4 page, to hang beside the laptop: what each key does, in the language of the window."""

from collections.abc import Sequence

from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, in_language
from organizer_app.printing.flow import Block, Column, gap, heading, publish, table
from organizer_app.printing.parts import Frame
from organizer_app.printing.text import mm

Keys = Sequence[tuple[str, str]]
_PROGRAM = Organisation("संगठक", "Field Organizer")
_COLUMNS = (Column(N_("Key"), 5), Column(N_("What it does"), 11)) * 2
_ROOM, _LINE, _HIGHEST = 205.0, 5.0, 7.0  # mm for all lines together, and of one line at least and at most


def pdf(here: Keys, everywhere: Keys, *, page: str, language: str = "hi") -> bytes:
    """The keys of the page called `page` and those of everywhere, with their words in `language` already."""
    with in_language(language):
        frame = Frame(N_("Keys"), _PROGRAM, heading=page)
        paper = frame.paper()
        parts = ((N_("On this page"), here), (N_("Everywhere"), everywhere))
        lines = sum((len(keys) + 1) // 2 + 2 for _title, keys in parts)
        height = min(_HIGHEST, max(_LINE, _ROOM / max(1, lines))) * mm
        blocks: list[Block] = []
        for title, keys in parts:
            if keys:
                half = (len(keys) + 1) // 2
                right = [*keys[half:], ("", "")]
                rows = [(*keys[n], *right[n]) for n in range(half)]
                blocks += [heading(frame, title), *table(frame, _COLUMNS, rows, row_height=height), gap(3 * mm)]
        return publish(paper, frame, blocks)
