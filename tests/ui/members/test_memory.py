"""What the roster does not load before it is needed."""

import platform
import subprocess
import sys

import pytest

LATER = ("reportlab", "segno", "uharfbuzz", "PIL", "pypdfium2", "openpyxl", "organizer_app.printing")


def test_the_page_opens_without_what_makes_papers_and_workbooks() -> None:
    code = f"import sys, ui.members.page; print(*(name for name in {LATER!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps large blocks")
def test_large_blocks_go_back_when_they_are_freed() -> None:
    code = """
from pathlib import Path
from ui.shared import memory

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

memory.give_back()
b"x" * (16 << 20)  # glibc learns from the first
before = resident()
kept = []
for _time in range(3):
    block = b"x" * (12 << 20)
    kept.append(b"y" * 70_000)  # above the block, so that what is below it can't shrink
    del block
print(resident() - before)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 4 << 20
