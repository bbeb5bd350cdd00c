"""Every text a person sees has Hindi, with the same placeholders; nothing stands in a catalogue that is gone."""

import os
import re
import shutil
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from resources.translations.build import compile_catalogues

ROOT = Path(__file__).parent.parent
KEYWORDS = {"_": None, "N_": None, "translate": None, "ngettext": (1, 2), "translate_plural": (1, 2)}
PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
SAME_IN_BOTH = {"A4", "PDF", "SMS", "WhatsApp", "English", "हिन्दी", "Space"}  # names that are written alike


@cache
def written() -> dict[str, str]:
    """Every message of the source, and the first place where it stands."""
    found: dict[str, str] = {}
    for top in ("organizer_app", "ui"):
        for path in sorted((ROOT / top).rglob("*.py")):
            for line, message, _comments, _context in extract("python", BytesIO(path.read_bytes()), KEYWORDS):
                for text in message if isinstance(message, tuple) else (message,):
                    if text:
                        found.setdefault(text, f"{path.relative_to(ROOT)}:{line}")
    return found


@cache
def catalogue() -> dict[str, Message]:
    messages: dict[str, Message] = {}
    for po in sorted((ROOT / "resources/translations/hi").glob("*.po")):
        with po.open("rb") as f:
            for message in read_po(f, locale="hi"):
                for text in message.id if isinstance(message.id, tuple) else (message.id,):
                    if text:
                        messages[text] = message
    return messages


def _hindi(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [str(message.string)]


def test_every_message_has_hindi() -> None:
    missing = {t: where for t, where in written().items() if t not in catalogue() or not all(_hindi(catalogue()[t]))}
    assert missing == {}


def test_hindi_keeps_the_placeholders() -> None:
    wrong = [
        text
        for text, message in catalogue().items()
        for hindi in _hindi(message)
        if hindi and not set(PLACEHOLDER.findall(hindi)) <= set(PLACEHOLDER.findall("".join(message.id)))
    ]
    assert wrong == []


def test_hindi_is_hindi() -> None:
    latin = [
        t
        for t, m in catalogue().items()
        if t in written()
        and t not in SAME_IN_BOTH
        and len(PLACEHOLDER.sub("", t)) > 3
        and not all(DEVANAGARI.search(h) for h in _hindi(m))
    ]
    assert latin == []


def test_one_message_has_one_hindi() -> None:
    seen: dict[str, set[str]] = {}
    for po in sorted((ROOT / "resources/translations/hi").glob("*.po")):
        with po.open("rb") as f:
            for message in read_po(f, locale="hi"):
                if isinstance(message.id, str) and message.id:
                    seen.setdefault(message.id, set()).add(str(message.string))
    assert {text: hindi for text, hindi in seen.items() if len(hindi) > 1} == {}


def test_compiling_again_takes_nothing_from_a_program_that_runs(tmp_path: Path) -> None:
    (tmp_path / "hi").mkdir()
    shutil.copy(ROOT / "resources/translations/hi/qt.po", tmp_path / "hi")
    compile_catalogues(tmp_path)
    made = tmp_path / "hi/LC_MESSAGES"
    with (made / "qt.qm").open("rb") as qt, (made / "organizer.mo").open("rb") as ours:
        compile_catalogues(tmp_path)
        assert [os.fstat(f.fileno()).st_nlink for f in (qt, ours)] == [0, 0], "written into the file that is mapped"
    assert sorted(path.name for path in made.iterdir()) == ["organizer.mo", "qt.qm"]
