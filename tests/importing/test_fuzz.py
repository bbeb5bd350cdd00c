from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.fuzz import fuzz, read_all


@given(st.binary(max_size=3000), st.sampled_from(["csv", "vcf", "xlsx", "xls", "ods", "txt"]))
def test_random_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"bytes.{ending}"
    path.write_bytes(data)
    read_all(path)


@given(st.text(alphabet='BEGIN:VCARD\nEND;FNTEL=";CHARSET\r ,0अ', max_size=400))
def test_random_cards_and_tables(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "text.csv"
    path.write_bytes(b"BEGIN:VCARD\n" + text.encode())
    read_all(path)
    path.write_bytes(text.encode())
    read_all(path)


def test_damaged_files() -> None:
    assert fuzz(2, seed=1) > 10
