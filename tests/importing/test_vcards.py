from pathlib import Path

from organizer_app.importing.vcards import HEADER, records


def cards(tmp_path: Path, text: str) -> list[dict[str, object]]:
    path = tmp_path / "a.vcf"
    path.write_bytes(text.encode())
    return [dict(zip(HEADER, row.cells, strict=True)) | {"broken": row.broken} for row in records(path, "utf-8")]


def test_base64_and_another_charset(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nFN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Jos=E9\nNOTE;ENCODING=b:UmFt\nEND:VCARD\n"
    (card,) = cards(tmp_path, text)
    assert (card["Name"], card["Note"]) == ("José", "Ram")


def test_an_unknown_charset_leaves_the_field_empty(tmp_path: Path) -> None:
    (card,) = cards(tmp_path, "BEGIN:VCARD\nFN;CHARSET=KLINGON;ENCODING=QUOTED-PRINTABLE:=E9\nTEL:1\nEND:VCARD\n")
    assert (card["Name"], card["Mobile"]) == ("", "1")


def test_family_name_comes_last_and_groups_are_ignored(tmp_path: Path) -> None:
    (card,) = cards(tmp_path, "BEGIN:VCARD\nitem1.N:Kumar;Ram;Lal;;\nitem2.TEL:9876543210\nORG:Jan;Unit\nEND:VCARD\n")
    assert (card["Name"], card["Mobile"], card["Organisation"]) == ("Ram Lal Kumar", "9876543210", "Jan, Unit")


def test_a_card_without_its_end_is_marked(tmp_path: Path) -> None:
    found = cards(tmp_path, "BEGIN:VCARD\nFN:Ram\nBEGIN:VCARD\nFN:Sita\nEND:VCARD\nBEGIN:VCARD\nFN:Gita\n")
    assert [(c["Name"], c["broken"]) for c in found] == [("Ram", True), ("Sita", False), ("Gita", True)]
