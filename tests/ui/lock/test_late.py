"""Where one person works alone, nothing of the lock and no PIN is loaded."""

import subprocess
import sys

CODE = """
import sys
import ui.program, ui.shared.records, ui.home.page, ui.settings.page, organizer_app.jobs.opening
late = ("ui.lock", "organizer_app.domain.pins", "organizer_app.services.pins", "organizer_app.jobs.seats")
print([name for name in late if name in sys.modules])
"""


def test_the_start_of_one_person_loads_no_lock() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
