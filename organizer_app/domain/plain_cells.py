"""Cells of a file that a spreadsheet opens: text stays text, whatever it begins with."""

import re

_ACTIVE = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")
_MARKED = re.compile(r"'(?='*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]))")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # signs of one cell in Excel


def marked(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with the ' in front that says it is none (OWASP's way)."""
    if text[:1].isalnum():  # as nearly every cell begins
        return text
    return f"'{text}" if text and (_ACTIVE.match(text) or _MARKED.match(text)) else text


def unmarked(text: str) -> str:
    """The text as it was before `marked`."""
    return text[1:] if _MARKED.match(text) else text


def clean(text: str) -> str:
    """A text without what XML can't hold, and no longer than a cell may be."""
    return (text if text.isprintable() else _CONTROLS.sub("", text))[:LONGEST]
