"""The house rules that no linter holds, and proof that the linter's rules can break."""

import ast
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests import LATE

ROOT = Path(__file__).parent.parent
MODULES = sorted(p for top in ("organizer_app", "ui") for p in (ROOT / top).rglob("*.py"))
LONGEST = 300
# Features whose service has another name.
SERVICE_OF = {"report": "reports", "settings": "organisation", "welcome": "organisation", "sync": "sync_state"}
FORBIDDEN_NAMES = re.compile(r"(Manager|Helper|Util|Utils|Handler|Controller)$")


def test_no_module_is_longer_than_300_lines() -> None:
    long = {str(p.relative_to(ROOT)): n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > LONGEST}
    assert long == {}


def test_each_page_has_the_service_of_its_name() -> None:
    services = {p.stem for p in (ROOT / "organizer_app/services").glob("*.py")}
    features = {p.name for p in (ROOT / "ui").iterdir() if (p / "page.py").exists()} - {"shared"}
    assert features
    assert {f for f in features if SERVICE_OF.get(f, f) not in services} == set()


def test_public_names_have_a_docstring_and_say_what_they_are() -> None:
    silent, vague = [], []
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        where = str(path.relative_to(ROOT))
        if not ast.get_docstring(tree) and path.read_text("utf-8").strip():
            silent.append(where)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                if not ast.get_docstring(node) and "migrations" not in where and "build.py" not in where:
                    silent.append(f"{where}:{node.name}")
                if FORBIDDEN_NAMES.search(node.name):
                    vague.append(f"{where}:{node.name}")
    assert silent == []
    assert vague == []


PLANTED = {
    "organizer_app/domain/camps.py": "import organizer_app.services.camps\nimport sqlalchemy\n",
    "organizer_app/services/wings.py": "import PySide6\nimport requests\nimport keyring\n",
    "organizer_app/domain/words.py": "import organizer_app.domain.errors\n",
    "organizer_app/printing/badges.py": "import sqlalchemy\n",
    "organizer_app/sync/backoff.py": "import organizer_app.hq.hub\n",
    "organizer_app/hq/moves.py": "import sqlcipher3\n",
    "ui/members/page.py": "import sqlalchemy\nimport ui.camps.page\n",
}


@pytest.mark.timeout(120)
def test_every_import_contract_breaks_on_a_planted_import(tmp_path: Path) -> None:
    for name in ("organizer_app", "ui", "resources"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, planted in PLANTED.items():
        path = tmp_path / name
        path.write_text(path.read_text("utf-8") + planted, encoding="utf-8")
    code = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.rstrip().endswith(("KEPT", "BROKEN"))]
    names = re.findall(r'^name = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    contracts = [n for n in names if n != "field-organizer"]
    assert done.returncode == 1, done.stdout + done.stderr
    assert len(lines) == len(contracts)
    assert [line for line in lines if line.endswith("KEPT")] == []


DOORS = {"records.read", "records.write", "records.job", "records.undo", "tasks.run", "tasks.run_long"}


def test_who_waits_for_an_answer_says_who_it_belongs_to() -> None:
    """An answer that reaches a page taken away meanwhile ends the window: `owner=None` is written, with thought."""
    forgotten = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        if path.is_relative_to(ROOT / "ui")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if ".".join(ast.unparse(node.func).split(".")[-2:]).removeprefix("_") in DOORS
        if (given := {word.arg for word in node.keywords}) & {"done", "failed", "cancelled"} and "owner" not in given
    ]
    assert forgotten == []


def test_no_midnight_comes_while_tests_run() -> None:
    """What a module prepares with today's date is asked about on the same day."""
    assert datetime.now().hour <= LATE
