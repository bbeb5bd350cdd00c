"""What Qt for Python loads of its own when it is brought in, and that it is there when it is asked for."""

import subprocess
import sys

CODE = """
import builtins, sys
plain = builtins.__import__
from ui import toolkit
toolkit.bring()
assert builtins.__import__ is plain
import PySide6.QtWidgets
from organizer_app import late
waiting = sorted(name for module, (_spec, name) in late._waiting.items() if name in toolkit.SELDOM)
assert waiting == sorted(toolkit.SELDOM), waiting
try:
    PySide6.QtCore.QPoint("here")
except TypeError as error:
    assert "Supported signatures" in str(error), error
print(PySide6.QtCore.QObject.setObjectName.__doc__)
assert not [name for module, (_spec, name) in late._waiting.items() if name in toolkit.SELDOM[:5]]
"""


def test_what_reads_signatures_waits_until_one_is_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "setObjectName(self, name: str, /) -> None\n"
