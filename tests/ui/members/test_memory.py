"""What the roster does not load before it is needed."""

import platform
import subprocess
import sys

import pytest

PAPERS = ("reportlab", "segno", "uharfbuzz", "PIL", "pypdfium2", "openpyxl", "organizer_app.printing")
FILES = ("python_calamine", "organizer_app.importing", "organizer_app.jobs.exports")
SECRETS = ("cryptography", "_hashlib", "ssl", "organizer_app.wire", "organizer_app.db.envelope")
OTHERS = ("asyncio.events", "email", "requests", "rapidfuzz", "organizer_app.services.duplicates")
LATER = (*PAPERS, *FILES, *SECRETS, *OTHERS)


def test_the_page_opens_without_what_makes_papers_reads_files_and_seals() -> None:
    code = f"""
import sys
from ui import toolkit
toolkit.bring()
import ui.members.page, ui.start
print(*(name for name in {LATER!r} if name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps large blocks")
def test_large_blocks_go_back_when_they_are_freed() -> None:
    code = """
from pathlib import Path
from organizer_app import memory

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

memory.give_back_large()
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
