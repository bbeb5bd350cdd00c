"""An empty window of PySide6, shown; prints what the process used."""

import json

from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.used import used

application = QApplication([])
window = QWidget()
window.resize(1366, 768)
window.show()
application.processEvents()
print(json.dumps(used()))
