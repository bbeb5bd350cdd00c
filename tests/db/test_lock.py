"""One running copy: the second is told who, and a killed one holds nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from organizer_app.db.lock import HOLDER, only_copy
from organizer_app.domain.errors import RuleBroken

HOLD = """
import sys, time
from pathlib import Path
from organizer_app.db.lock import only_copy
with only_copy(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_copy_is_refused_with_the_first_ones_name(tmp_path: Path) -> None:
    with (
        only_copy(tmp_path),
        pytest.raises(RuleBroken, match=rf"has .* open \(process {os.getpid()} on .*Close it"),
        only_copy(tmp_path),
    ):
        pass
    with only_copy(tmp_path):
        pass
    assert not (tmp_path / HOLDER).exists()


def test_a_killed_copy_holds_nothing(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(RuleBroken, match=f"process {other.pid} "), only_copy(tmp_path):
            pass
        other.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        other.wait(10)
    with only_copy(tmp_path):
        assert str(os.getpid()) in (tmp_path / HOLDER).read_text()


@pytest.mark.parametrize("left", [None, b"", b"{}", b"\xff"])
def test_a_holder_that_cannot_be_read_is_still_a_refusal(tmp_path: Path, left: bytes | None) -> None:
    with only_copy(tmp_path):
        if left is None:
            (tmp_path / HOLDER).unlink()
        else:
            (tmp_path / HOLDER).write_bytes(left)
        with pytest.raises(RuleBroken, match="Another window or command has"), only_copy(tmp_path):
            pass


def test_the_lock_is_given_back_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), only_copy(tmp_path):
        raise ZeroDivisionError
    with only_copy(tmp_path):
        pass


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RuleBroken, match="can't be opened"), only_copy(tmp_path / "file"):
        pass
