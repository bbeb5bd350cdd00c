"""What the roster does not load before it is needed."""

import subprocess
import sys

LATER = ("reportlab", "segno", "uharfbuzz", "PIL", "pypdfium2", "openpyxl", "organizer_app.printing")


def test_the_page_opens_without_what_makes_papers_and_workbooks() -> None:
    code = f"import sys, ui.members.page; print(*(name for name in {LATER!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
