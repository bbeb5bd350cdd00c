"""The data folder's verbs: init, unlock, backup, restore, check, undo; and how any command ends."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from organizer_app import settings
from organizer_app.cli import data as verbs
from organizer_app.cli.context import ask_passphrase
from organizer_app.db import key
from organizer_app.db.connect import DATABASE
from organizer_app.db.envelope import ENVELOPE
from organizer_app.db.lock import only_copy
from organizer_app.db.migrate import migrate
from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.jobs import backups
from organizer_app.services import history
from tests.cli.conftest import HOME, PASSPHRASE, Shell
from tests.conftest import Template
from tests.db.test_migrate import NEXT, next_step


def test_init_makes_a_folder_with_areas_and_gives_the_code_on_paper(shell: Shell) -> None:
    made = shell("init", "--pack", "jharkhand", "--area", HOME, "--recovery", shell.folder / "code.pdf")
    assert made["data"] == str(shell.data / DATABASE)
    assert made["areas"] > 100
    text = pypdfium2.PdfDocument(made["recovery"])[0].get_textpage().get_text_range()
    groups = [line for line in text.splitlines() if len(line) == key.GROUP and set(line) <= set(key.ALPHABET)]
    assert key.unlock(shell.data, recovery="".join(groups))
    assert not any(p.suffix == ".pdf" for p in shell.data.rglob("*"))
    assert shell("check", "--deep") == {"ok": True, "findings": []}
    assert "already holds data" in shell.refused("init")


def test_init_without_a_file_says_the_code_once(shell: Shell) -> None:
    ended = shell.end(["init"])
    assert ended.code == 0
    code = ended.err.split("once: ")[1].split(".")[0]
    assert key.unlock(shell.data, recovery=code)


def test_init_refuses_before_anything_is_made(shell: Shell) -> None:
    (shell.folder / "list.csv").write_text("nothing,of,ours\n1,2,3\n", encoding="utf-8")
    (shell.folder / "empty.csv").touch()
    for arguments, word in (
        (("--recovery", shell.data / "code.txt"), "lies in the data folder"),
        (("--recovery", shell.folder / "no" / "code.txt"), "There is no folder"),
        (("--recovery", shell.folder), "is a folder"),
        (("--pack", "atlantis"), "jharkhand"),
        (("--pack", shell.folder / "list.csv"), "list.csv"),
        (("--pack", shell.folder / "empty.csv"), "empty.csv"),
        (("--pack", shell.folder), "There is no area list"),
        (("--pack", "jharkhand", "--area", "0000"), "no area with the code"),
        (("--area", HOME), "no area with the code"),
    ):
        assert word in shell.refused("init", *arguments)
        assert not shell.data.exists(), arguments


def test_a_code_that_no_file_takes_is_said(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(verbs, "write_whole", full)
    ended = shell.end(["init", "--recovery", str(shell.folder / "code.txt")])
    assert "is full" in ended.err
    assert key.unlock(shell.data, recovery=ended.err.split("once: ")[1].split(".")[0])


def test_unlock_sets_a_new_passphrase(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell("init", "--recovery", shell.folder / "code.txt")
    code = (shell.folder / "code.txt").read_text().strip()
    monkeypatch.setenv("ORGANIZER_PASSPHRASE", "another one")
    assert "does not open" in shell.refused("check")
    assert shell("unlock", "--recovery", code.lower().replace("-", " ")) == {"unlocked": True}
    assert shell("check")["ok"]
    assert "recovery code does not open" in shell.refused("unlock", "--recovery", "ZZZZZ")
    monkeypatch.delenv("ORGANIZER_PASSPHRASE")
    assert "passphrase is needed" in shell.refused("unlock", "--recovery", code)


def test_unlock_lets_a_keyring_remember(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    remembered: list[Path] = []
    monkeypatch.setattr(key, "unlock", lambda *_a, **_k: b"k" * 32)
    monkeypatch.setattr(key, "change_passphrase", lambda *_a: None)
    monkeypatch.setattr(key, "remember", lambda folder, _key: remembered.append(folder))
    desk("unlock", "--recovery", "X")
    assert remembered == []  # a script's passphrase stays the script's
    monkeypatch.delenv("ORGANIZER_PASSPHRASE")
    monkeypatch.setattr(verbs, "ask_passphrase", lambda **_k: "typed")
    desk("unlock", "--recovery", "X")
    assert remembered == [desk.data]


def test_backup_and_restore(desk: Shell) -> None:
    file = desk.folder / "today.backup"
    made = desk("backup", file)
    assert (made["path"], made["bytes"]) == (str(file), file.stat().st_size)
    desk("members", "add", "Sunita Devi")
    before = desk("members", "list")["total"]
    restored = desk("restore", file)
    assert restored["data"] == str(desk.data / DATABASE)
    assert Path(restored["aside"]).is_dir()
    assert desk("members", "list")["total"] == before - 1
    assert "The earlier data is in" in desk.words("restore", file)


def test_a_backup_goes_to_the_folder_that_was_chosen(desk: Shell) -> None:
    assert "No folder for backups" in desk.refused("backup")
    pendrive = desk.folder / "pendrive"
    (desk.data / backups.KEPT).write_text(json.dumps(str(pendrive)))
    assert "is not there now" in desk.refused("backup")
    pendrive.mkdir()
    assert Path(desk("backup")["path"]).parent == pendrive


def test_a_backup_on_a_new_laptop(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    desk("backup", desk.folder / "today.backup")
    other = desk.folder / "other"
    monkeypatch.setenv("ORGANIZER_PASSPHRASE", "wrong")
    assert "does not open" in desk.refused("--data", other, "restore", desk.folder / "today.backup")
    monkeypatch.delenv("ORGANIZER_PASSPHRASE")
    assert "passphrase is needed" in desk.refused("--data", other, "restore", desk.folder / "today.backup")
    file = desk.folder / "word.txt"
    file.write_text(f"{PASSPHRASE}\nsecond line\n", encoding="utf-8-sig")
    done = desk("--data", other, "--passphrase-file", file, "restore", desk.folder / "today.backup")
    assert done["aside"] is None
    assert desk("--data", other, "--passphrase-file", file, "check") == {"ok": True, "findings": []}


def test_an_update_is_taken_back_with_the_backup_made_before_it(desk: Shell, district_template: Template) -> None:
    before = desk("members", "list")
    path, scripts = desk.data / DATABASE, next_step(desk.folder)
    migrate(path, district_template.key, backups=desk.data / "backups", scripts=scripts, head=NEXT)
    assert "newer Field Organizer" in desk.refused("members", "list")
    newer = desk.folder / "newer.zip"
    desk("backup", newer)
    (kept,) = (desk.data / "backups").iterdir()
    desk("restore", kept)
    assert desk("members", "list") == before
    held = path.read_bytes()
    assert "written by a newer version" in desk.refused("restore", newer)
    assert path.read_bytes() == held
    assert [p for p in desk.data.iterdir() if "restor" in p.name and "before" not in p.name] == []
    assert desk("members", "list") == before


def test_restore_asks_only_when_the_keyring_does_not_hold_the_key(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    desk("backup", desk.folder / "today.backup")
    monkeypatch.delenv("ORGANIZER_PASSPHRASE")
    asked: list[bool] = []

    def ask(**_more: object) -> str:
        asked.append(True)
        return PASSPHRASE

    monkeypatch.setattr(verbs, "ask_passphrase", ask)
    desk("restore", desk.folder / "today.backup")
    assert asked == [True]
    real = key.open_envelope

    def by_keyring(envelope: object, place: Path, *, passphrase: str | None = None, **more: object) -> bytes:
        return real(envelope, place, passphrase=passphrase or PASSPHRASE)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(key, "open_envelope", by_keyring)
    monkeypatch.setattr("organizer_app.db.restore.open_envelope", by_keyring)
    desk("restore", desk.folder / "today.backup")
    assert asked == [True]


def test_backups_that_cannot_be(desk: Shell) -> None:
    (desk.folder / "text.txt").write_text("nothing", encoding="utf-8")
    desk("backup", desk.folder / "whole.backup")
    data = (desk.folder / "whole.backup").read_bytes()
    (desk.folder / "torn.backup").write_bytes(data[: len(data) // 2])
    (desk.folder / "bent.backup").write_bytes(data[:5000] + b"xxxx" + data[5004:])
    assert "not a backup" in desk.refused("backup", desk.folder / "text.txt")
    assert "There is no folder" in desk.refused("backup", desk.folder / "no" / "a.backup")
    assert "is a folder" in desk.refused("backup", desk.folder)
    assert "There is no file" in desk.refused("restore", desk.folder / "none.backup")
    assert "is a folder" in desk.refused("restore", desk.folder)
    for name in ("text.txt", "torn.backup", "bent.backup"):
        assert name in desk.refused("restore", desk.folder / name)
    assert desk("check")["ok"]


def test_check_neither_migrates_nor_waits(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_arguments: object, **_more: object) -> None:
        raise AssertionError("a look changed the file")

    monkeypatch.setattr("organizer_app.db.store.migrate", never)
    with only_copy(desk.data):
        assert desk.words("check") == "The file is whole."
        assert desk("backup", desk.folder / "a.backup")["bytes"] > 0


def test_a_damaged_file_is_told_and_the_status_is_1(desk: Shell) -> None:
    path = desk.data / DATABASE
    data = bytearray(path.read_bytes())
    data[40_000:40_400] = os.urandom(400)
    path.write_bytes(data)
    ended = desk.end(["--json", "check", "--deep"])
    assert ended.code == 1
    assert '"ok": false' in ended.out
    assert "is damaged" in ended.err
    path.write_bytes(b"")
    path.unlink()
    assert "Restore a backup" in desk.refused("check")


def test_every_verb_says_that_there_is_no_data(shell: Shell) -> None:
    (shell.folder / "a.csv").write_text("नाम\nसीता\n", encoding="utf-8")
    for arguments in (
        ("check",), ("backup", shell.folder / "x"), ("unlock", "--recovery", "X"), ("undo",), ("areas", "list"),
        ("members", "list"), ("members", "add", "A"), ("members", "import", shell.folder / "a.csv"),
        ("camps", "list"), ("attendance", "show", "x"), ("areas", "import", shell.folder / "a.csv"),
    ):  # fmt: skip
        assert "There is no data in" in shell.refused(*arguments)
    assert not shell.data.exists()


def test_a_wrong_passphrase_is_one_sentence_with_nothing_made(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGANIZER_PASSPHRASE", "wrong")
    for arguments in (("members", "list"), ("camps", "list"), ("check",), ("undo",), ("backup", desk.folder / "b")):
        assert "This passphrase does not open" in desk.refused(*arguments)
    assert not (desk.folder / "b").exists()
    monkeypatch.delenv("ORGANIZER_PASSPHRASE")
    assert "Set ORGANIZER_PASSPHRASE" in desk.refused("members", "list")
    assert "No passphrase in" in desk.refused("--passphrase-file", desk.folder / "none", "members", "list")
    assert "No passphrase in" in desk.refused("--passphrase-file", desk.folder, "members", "list")


def test_a_folder_that_another_copy_has_open(desk: Shell) -> None:
    (desk.folder / "b.backup").touch()
    with only_copy(desk.data):
        for arguments in (("undo",), ("members", "add", "A"), ("unlock", "--recovery", "X")):
            assert "Another window or command has" in desk.refused(*arguments)
        assert desk("members", "list", "--limit", "1")["total"] > 200  # reading goes on


def test_the_data_folder_is_a_file(shell: Shell) -> None:
    shell.data.write_text("a file", encoding="utf-8")
    assert "There is no data in" in shell.refused("members", "list")
    assert str(shell.data) in shell.refused("init")
    assert str(shell.data) in shell.refused("restore", shell.data)


def test_undo_takes_the_last_act_back_and_says_what_it_was(desk: Shell) -> None:
    total = desk("members", "list")["total"]
    desk("members", "add", "Budhni Kujur")
    assert desk("undo") == {"undone": "Budhni Kujur"}
    assert desk("members", "list")["total"] == total
    assert "no act 999999" in desk.refused("undo", "--tx", "999999")
    desk.refused("undo", "--tx", "9" * 30, code=2)
    desk.refused("undo", "--tx", "zz", code=2)


def test_nothing_to_undo(shell: Shell) -> None:
    shell("init")
    assert shell.refused("undo") == "There is nothing to undo."


def test_wrong_usage_is_2(shell: Shell) -> None:
    for arguments in (("nonsense",), ("init", "--what"), ("--lang", "fr", "check"), ("members",), ("restore",)):
        shell.refused(*arguments, code=2)
    assert "Usage" in shell.words("--help")


def test_hindi(desk: Shell) -> None:
    assert desk.words("--lang", "hi", "check") == "फ़ाइल पूरी है।"
    assert "नहीं" in desk.refused("--lang", "hi", "attendance", "show", "कोई नहीं")
    desk.data.joinpath(ENVELOPE).unlink()
    assert "पहले" in desk.refused("--lang", "hi", "members", "list")


def test_what_nobody_foresaw_is_a_sentence_without_the_values(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object, **_more: object) -> None:
        raise ValueError("Sunita 9812345670")

    monkeypatch.setattr(key, "unlock", fails)
    ended = desk.end(["members", "list"])
    assert ended.code == 1
    assert "nobody foresaw (ValueError at test_data.py" in ended.err
    assert "Sunita" not in ended.err


def test_a_full_disk_is_a_sentence(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(28, "No space left on device", str(desk.folder / "x.csv"))

    monkeypatch.setattr("organizer_app.cli.demo.write_roster", full)
    assert "x.csv is full" in desk.refused("demo-data", "--out", desk.folder / "x.csv")


def test_ctrl_c_is_a_sentence(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("organizer_app.cli.demo.write_roster", interrupted)
    assert "Stopped" in desk.refused("demo-data", "--out", desk.folder / "x.csv")


def test_settings_that_cannot_be_read_are_told_and_work_goes_on(desk: Shell) -> None:
    (desk.data / "settings.json").write_text("{", encoding="utf-8")
    ended = desk.end(["check"])
    assert (ended.code, ended.out) == (0, "The file is whole.\n")
    assert "settings.json could not be read" in ended.err


def test_a_reader_that_goes_away_gets_no_traceback(desk: Shell) -> None:
    code = "import sys; from organizer_app.cli import main; main(['areas', 'list'])"
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait() == 1


def test_hindi_reaches_a_pipe_whatever_the_encoding(desk: Shell) -> None:
    code = "from organizer_app.cli import main; main(['--lang', 'hi', 'check'])"
    environ = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environ, check=True)
    assert done.stdout.decode("utf-8") == "फ़ाइल पूरी है।\n"


def test_a_refusal_without_a_terminal_is_not_a_prompt() -> None:
    with pytest.raises(RuleBroken, match="passphrase is needed"):
        ask_passphrase()


def test_acts_are_kept_under_the_name_chosen_in_the_settings(
    desk: Shell, district_template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "getuser", lambda: "lenovo")
    desk("members", "add", "Gopal")
    chosen = settings.load({"ORGANIZER_DATA": str(desk.data)})
    settings.save(replace(chosen, operator="Savita Kujur"))
    desk("members", "add", "Ramesh")
    store = Store(desk.data, district_template.key)
    with store.reading() as session:
        done = [(act.about, act.user) for act in history.acts(session, limit=2)]
    store.close()
    assert done == [("Ramesh", "Savita Kujur"), ("Gopal", "lenovo")]
    assert desk.words("undo") == "Undone: Ramesh"
    settings.save(replace(chosen, operator="Asha Lakra"))
    assert desk.refused("undo") == "There is nothing to undo.", "what Savita did is hers"
