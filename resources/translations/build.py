"""Build hook: compiles the per-feature Hindi catalogues (hi/*.po) into one hi.mo when the package is built."""

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent


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
        with (target / "organizer.mo").open("wb") as f:
            write_mo(f, merged)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own name and signature
    """Hatchling calls it for wheels and for editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        compile_catalogues()
