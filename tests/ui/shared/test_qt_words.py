"""Qt's own words in Hindi, and that nobody waits for them for ever."""

import os
import subprocess
import sys

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from organizer_app.domain.words import use_language
from resources.translations.build import qm
from ui.shared.qt_words import use_locale

SIDE_BY_SIDE = """
import sys
from threading import Thread
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QLineEdit
from ui.start import make_application

application = make_application("hi", dark=False)
sys.setswitchinterval(1e-6)
over = False

def read_pictures():
    while not over:
        data = QBuffer()
        data.setData(QByteArray(bytes(30)))
        data.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(data)
        reader.setDecideFormatFromContent(True)
        reader.format()

worker = Thread(target=read_pictures)
worker.start()
for _ in range(300):
    QLineEdit().setClearButtonEnabled(True)
over = True
worker.join()
"""


def said(context: str, source: str) -> str:
    return QCoreApplication.translate(context, source)


def test_in_hindi_and_english_again(qapp: QApplication) -> None:
    assert said("QLineEdit", "&Paste") == "&Paste"
    use_language("hi")
    use_locale()
    use_locale()
    assert said("QLineEdit", "&Paste") == said("QWidgetTextControl", "Paste") == "चिपकाएँ"
    assert said("QFileDialog", "%1 already exists.\nDo you want to replace it?").startswith("%1 पहले से है।")
    assert said("QShortcut", "Home") == "Home", "a key's name is no page's"
    assert said("QX", "Not in the catalogue") == "Not in the catalogue"
    assert QLocale().name() == "hi_IN"
    use_language("en")
    use_locale()
    assert said("QLineEdit", "&Paste") == "&Paste"
    assert QLocale().name() == "en_IN"


def test_a_worker_that_reads_a_picture_and_the_window_do_not_wait_for_each_other() -> None:
    subprocess.run([sys.executable, "-c", SIDE_BY_SIDE], env={**os.environ}, timeout=60, check=True)


def test_words_are_found_without_their_sign_and_one_by_one() -> None:
    made = qm({"Cut": "काटें", "Open": "खोलें"})
    assert made.startswith(bytes.fromhex("3cb86418"))
    assert made.count("काटें".encode("utf-16-be")) == 1 + len("Cut")
