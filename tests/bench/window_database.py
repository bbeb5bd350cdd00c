"""The peer: an empty window of PySide6 that also opens the same encrypted database; prints what the process used.

It opens it as the program does: the same SQLCipher, SQLAlchemy and mapped classes, and one question. Its key is given:
nothing is unwrapped, held, checked or brought up to date.
"""

import json
import sys
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.db.connect import DATABASE, engine
from organizer_app.models import Member
from tests.bench.used import used

# isort: split
from PySide6.QtWidgets import QApplication, QWidget  # last: its import hook slows every later import down

application = QApplication([])
window = QWidget()
window.resize(1366, 768)
window.show()
application.processEvents()
with Session(engine(Path(sys.argv[1]) / "data" / DATABASE, bytes.fromhex(sys.argv[2]))) as session:
    people = session.scalar(select(func.count()).select_from(Member))
assert people
application.processEvents()
print(json.dumps(used()))
