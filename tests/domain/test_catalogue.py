"""The catalogue that is searched in its file says the same as Python's own."""

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import resources
from organizer_app.domain.catalogue import PLURAL, Catalogue

HINDI = Path(resources.__file__).parent / "translations/hi/LC_MESSAGES/organizer.mo"


def test_every_message_is_found_as_python_finds_it() -> None:
    ours = Catalogue(HINDI)
    with HINDI.open("rb") as f:
        known = gettext.GNUTranslations(f)
    table: dict[str | tuple[str, int], str] = known._catalog  # type: ignore[attr-defined]  # only it names them all
    assert PLURAL in known.info()["plural-forms"] + ";"
    plain = [m for m in table if isinstance(m, str)]
    plural = [m[0] for m in table if isinstance(m, tuple) and m[1] == 0]
    assert len(plain) > 2_000
    assert len(plural) > 50
    for message in [*plain, *plural, "Not there", "A", "\u0905", ""]:
        assert ours.gettext(message) == known.gettext(message)
        for count in (0, 1, 2, 5, 100):
            assert ours.ngettext(message, "many", count) == known.ngettext(message, "many", count), message


def test_a_small_one(tmp_path: Path) -> None:
    made = Catalog(locale="hi")
    made.add("Save", "सहेजें")
    made.add(("{n} camp", "{n} camps"), ("{n} शिविर", "{n} शिविर हैं"))
    with (tmp_path / "a.mo").open("wb") as f:
        write_mo(f, made)
    ours = Catalogue(tmp_path / "a.mo")
    assert (ours.gettext("Save"), ours.gettext("Sav"), ours.gettext("Saved")) == ("सहेजें", "Sav", "Saved")
    assert [ours.ngettext("{n} camp", "{n} camps", n) for n in (1, 2)] == ["{n} शिविर", "{n} शिविर हैं"]
    assert [ours.ngettext("Save", "many", n) for n in (1, 2)] == ["Save", "many"]


@pytest.mark.parametrize("content", [b"", b"\xde\x12", b"no catalogue, but longer than a head"])
def test_what_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.mo").write_bytes(content)
    with pytest.raises(ValueError, match="catalogue"):
        Catalogue(tmp_path / "a.mo")
