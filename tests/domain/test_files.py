"""Files written whole or not at all."""

from pathlib import Path

import pytest

from organizer_app.domain.files import write_whole, writing_whole


def test_what_is_written_is_there_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_whole(path, b"old")
    with writing_whole(path) as file:
        file.write(b"new and ")
        file.flush()
        assert path.read_bytes() == b"old"
        file.write(b"longer")
    assert path.read_bytes() == b"new and longer"
    assert [p.name for p in tmp_path.iterdir()] == ["list.csv"]


def test_an_error_half_way_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_whole(path, b"old")
    with pytest.raises(ZeroDivisionError), writing_whole(path) as file:
        file.write(b"half" * (1 // 0))
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["list.csv"]
