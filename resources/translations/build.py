"""Build hook: compiles the per-feature Hindi catalogues (hi/*.po) into one organizer.mo when the package is built, and
qt.po, the words of Qt's own dialogs, into a qt.qm besides, which Qt reads itself.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent
QM = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")  # begins every such file: qtranslator.cpp of Qt, as what follows
HASHES, MESSAGES = 0x42, 0x69
END, TRANSLATION, SOURCE = 1, 3, 6


def compile_catalogues(folder: Path = HERE) -> None:
    """Writes <folder>/<language>/LC_MESSAGES/organizer.mo for each language folder that holds .po files."""
    for language in sorted(p for p in folder.iterdir() if p.is_dir() and any(p.glob("*.po"))):
        merged = Catalog(locale=language.name)
        for po in sorted(language.glob("*.po")):
            with po.open("rb") as f:
                for message in read_po(f, locale=language.name):
                    if message.id and message.id not in merged:
                        merged[message.id] = message
        target = language / "LC_MESSAGES"
        target.mkdir(exist_ok=True)
        made = BytesIO()
        write_mo(made, merged)
        _put(target / "organizer.mo", made.getvalue())
        if (words := language / "qt.po").exists():
            with words.open("rb") as f:
                found = {str(m.id): str(m.string) for m in read_po(f, locale=language.name) if m.id}
            _put(target / "qt.qm", qm(found))


def qm(words: Mapping[str, str]) -> bytes:
    """Words and their translation in Qt's form, for every context and wherever a word has its mnemonic sign "&"."""
    hashes: list[tuple[int, int]] = []
    messages = bytearray()
    for plain, translated in words.items():
        text = translated.encode("utf-16-be")
        for source in (plain, *(f"{plain[:at]}&{plain[at:]}" for at in range(len(plain)))):
            name = source.encode()
            hashes.append((_hash(name), len(messages)))
            messages += pack(">BI", TRANSLATION, len(text)) + text + pack(">BI", SOURCE, len(name)) + name
            messages.append(END)
    table = b"".join(pack(">II", *pair) for pair in sorted(hashes))
    return QM + pack(">BI", HASHES, len(table)) + table + pack(">BI", MESSAGES, len(messages)) + bytes(messages)


def _put(path: Path, content: bytes) -> None:
    """In the place of what was there, not into it: Qt maps the file, and a program that runs would end."""
    new = path.with_suffix(".new")
    new.write_bytes(content)
    new.replace(path)


def _hash(name: bytes) -> int:
    """The hash of symbols in ELF files (System V ABI, "Hash Table"), never 0."""
    h = 0
    for byte in name:
        h = (h << 4) + byte
        high = h & 0xF0000000
        h = (h ^ high >> 24) & ~high
    return h or 1


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own name and signature
    """Hatchling calls it for wheels and for editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        compile_catalogues()
