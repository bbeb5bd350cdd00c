"""The bundle: built from the spec, then run from another folder, without Python and with an empty environment."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.proofs.arguments import parsed, say

ROOT = Path(__file__).parent.parent.parent


def bundle(folder: Path) -> Path:
    """Builds into `folder`; gives the folder of the programs. Raises SystemExit with the end of the log."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(folder / "dist"), "--workpath", str(folder / "build")]
    done = subprocess.run([*command, "build_installer.spec"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the bundle was not built:\n{(done.stdout + done.stderr)[-5000:]}")
    return folder / "dist" / "organizer"


def run(program: Path, *arguments: str, home: Path, **environ: str) -> str:
    """What a program of the bundle says, started from its user's folder. Raises SystemExit when it fails."""
    bare = {"HOME": str(home), "PATH": "", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", **environ}
    if sys.platform == "win32":
        bare |= {"SYSTEMROOT": os.environ["SYSTEMROOT"], "TEMP": str(home)}
    done = subprocess.run([str(program), *arguments], cwd=home, env=bare, capture_output=True, text=True, check=False)
    if done.returncode or "Traceback" in done.stderr:
        raise SystemExit(
            f"{program.name} {arguments} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-5000:]}"
        )
    return done.stdout


if __name__ == "__main__":
    parsed()
    with tempfile.TemporaryDirectory() as made:
        programs, home = bundle(Path(made)), Path(made) / "home"
        home.mkdir()
        ending = ".exe" if sys.platform == "win32" else ""
        opened = run(programs / f"organizer{ending}", "--self-test", home=home).strip()
        commands = programs / f"organizer-cli{ending}"
        run(commands, "demo", "--out", "papers", "--members", "60", home=home)
        papers = len(list((home / "papers").glob("*.pdf")))
        word = {"ORGANIZER_PASSPHRASE": "bundle"}
        run(commands, "init", "--pack", "jharkhand", "--area", "339", "--recovery", "code.pdf", home=home, **word)
        hindi = run(commands, "--lang", "hi", "check", home=home, **word)
        if "फ़ाइल" not in hindi or papers < 10:
            raise SystemExit(f"{papers} papers; check said {hindi!r}")
        size = sum(f.stat().st_size for f in programs.rglob("*") if f.is_file() and not f.is_symlink())
        say(f"{opened}; {papers} papers by organizer-cli; {size / 1e6:.0f} MB")
