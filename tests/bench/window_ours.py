"""The program started as the command does; prints what it used until the window was painted, and until its first page
showed what stands on it.

Nothing is imported here that the program does not import itself. The key opens as from a keyring: stretching a
passphrase costs a tenth of a second on purpose and is left out.
"""

import gc
import sys
from pathlib import Path

from ui import preflight

assert preflight.check() is None
from ui import toolkit  # noqa: E402  # as ui/app.py does it

gc.disable()
toolkit.bring()

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402

from organizer_app import settings  # noqa: E402  # after Qt, as the program does
from tests.bench.used import used  # noqa: E402
from ui.choices import Choices  # noqa: E402
from ui.start import Program, make_application, settle  # noqa: E402

choices = Choices(settings.load({}, data=Path(sys.argv[1]) / "data"))
application = make_application("hi", dark=False)
program = Program(choices, environ={"ORGANIZER_PASSPHRASE": "bench"})
program.begin()
application.processEvents()
shown = used()
assert program.window is not None
assert program.window.isVisible()
loop, clock = QEventLoop(), QTimer(interval=10)
clock.timeout.connect(lambda: loop.quit() if program.context is not None and not program.tasks.busy() else None)
clock.start()
loop.exec()  # nobody asks all the time, as nobody does while a person waits
settle(application, program.tasks)
filled = used()

import json  # noqa: E402
import os  # noqa: E402

print(json.dumps({"shown": shown["cpu"], "filled": filled["cpu"], "megabytes": filled["megabytes"]}))
program.close()
sys.stdout.flush()
os._exit(0)
