"""The verbs about HQ, as a person types them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from organizer_app.domain.clock import now_ms
from organizer_app.hq.admin import main as hq_main
from organizer_app.jobs import sync
from tests.cli.conftest import Shell
from tests.sync.online import RANCHI, Online, add, online, rename


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    (tmp_path / "site").mkdir()
    with online(tmp_path / "site") as made:
        made.site.now = now_ms()  # as the command's clock
        yield made


@pytest.fixture
def joined(desk: Shell, hq: Online) -> Shell:
    """The made-up district after it joined."""
    desk("join", "--hq", hq.url, "--code", hq.site.code(*RANCHI, ("hq", "ro")), "--name", "Ranchi 1")
    return desk


def test_join_says_what_this_laptop_holds(desk: Shell, hq: Online) -> None:
    said = desk.words("join", "--hq", hq.url, "--code", hq.site.code(*RANCHI, ("hq", "ro")))
    assert "D339, D339:up, hq (ro)" in said
    assert "Still waiting: 0." in said


def test_join_looks_first_and_goes_without_a_line(
    desk: Shell, hq: Online, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORGANIZER_HQ_DB", str(hq.site.engine.url))
    code, public = hq.site.code(*RANCHI, ("hq", "ro")), tmp_path / "hq.organizer-join"
    request, answer = tmp_path / "request.organizer-join", tmp_path / "answer.organizer-join"
    said = desk.words("join", "--look", "--hq", hq.url, "--code", code)
    assert "This would come: D339, D339:up, hq (ro)" in said
    assert "0 people, 0 records" in said
    for verb in (["public-file", str(public), "--address", hq.url], ["admit", str(request), "-o", str(answer)]):
        with pytest.raises(SystemExit) as ended:
            hq_main(["--data", str(hq.site.folder), *verb])
        assert ended.value.code in (0, None)
        if not request.exists():
            desk.words("join", "--code", code, "--hq-file", public, "--request", request)
    assert "This would come" in desk.words("join", "--look", "--answer", answer)
    assert "D339, D339:up, hq (ro)" in desk.words("join", "--answer", answer)
    assert desk("sync", "--once")["error"] == ""
    assert desk.end(["join", "--code", code]).code == 2


def test_sync_once_counts_and_exits_1_when_hq_is_away(joined: Shell, hq: Online) -> None:
    done = joined("sync", "--once")
    assert done == {"sent": 0, "received": 0, "conflicts": 0, "refused": 0, "waiting": 0, "error": ""}
    hq.close()
    ended = joined.end(["--json", "sync", "--once"])
    assert ended.code == 1
    assert json.loads(ended.out)["error"] == ended.err.strip()
    assert ended.err.startswith("HQ was not reached.")


def test_verbs_before_joining_say_what_to_do(desk: Shell, tmp_path: Path) -> None:
    assert "join first" in desk.refused("sync", "--once")
    assert "Join first" in desk.refused("bundle", "write", tmp_path / "a.organizer-sync")
    assert "join first" in desk.refused("leave", "--yes")


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("http://hq.example.org", "0" * 32, "must begin with https://"),
        ("https://hq example", "0" * 32, "can't be HQ's address"),
        ("http://127.0.0.1:9", "ABC", "The code has 3 letters and digits"),
        ("http://127.0.0.1:9", "0" * 32, "HQ was not reached"),
    ],
)
def test_join_refuses_in_one_sentence(desk: Shell, address: str, code: str, said: str) -> None:
    assert said in desk.refused("join", "--hq", address, "--code", code)


def test_bundle_goes_to_hq_and_back(
    joined: Shell, hq: Online, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = joined("members", "add", "Sita Devi", "--area", "339")
    file, answer = tmp_path / "out.organizer-sync", tmp_path / "back.organizer-sync"
    assert joined("bundle", "write", file)["sent"] >= 1
    with pytest.raises(SystemExit) as ended:
        hq_main(
            [
                "--data",
                str(hq.site.folder),
                "--db",
                hq.site.settings.db,
                "--json",
                "bundle",
                str(file),
                "-o",
                str(answer),
            ]
        )
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert ended.value.code == 0
    assert (said["refused"], sum(said["ops"].values()) >= 1) == ("", True)
    assert joined("bundle", "read", answer)["sent"] >= 1
    assert joined("sync", "--once")["sent"] == 0
    with hq.site.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM head WHERE id = ?", (person["id"],)).scalar() == 1
    assert "There is no file" in joined.refused("bundle", "read", tmp_path / "nothing")


def test_conflicts_are_listed_and_decided(joined: Shell, hq: Online) -> None:
    other = hq.laptop("other")
    (sita,) = add(other, "Sita Devi")
    sync.run(other)
    joined("sync", "--once")
    joined("members", "edit", sita.hex(), "notes=from Ranchi")
    rename(other, sita, notes="from the other")
    joined("sync", "--once")
    sync.run(other)
    joined("sync", "--once")
    (found,) = joined("conflicts", "list")["items"]
    assert (found["table"], found["rid"], found["field"]) == ("members", sita.hex(), "notes")
    assert {found["kept"], found["lost"]} == {"from Ranchi", "from the other"}
    assert "Sita Devi" in joined.words("conflicts", "list")
    assert "either --keep or --value" in joined.refused("conflicts", "resolve", found["id"])
    joined("conflicts", "resolve", found["id"], "--keep", "lost")
    assert joined("conflicts", "list") == {"items": []}
    assert "decided already" in joined.refused("conflicts", "resolve", found["id"], "--keep", "lost")
    joined("sync", "--once")
    sync.run(other)
    assert joined("members", "show", sita.hex())["notes"] == found["lost"]


def test_leave_says_first_and_does_then(joined: Shell, hq: Online) -> None:
    before = joined("members", "list")["total"]
    joined("members", "add", "Sita Devi", "--area", "339")
    unsent = 2  # the person, and that the list was looked at with its numbers
    assert joined("leave") | {"records": 0} == {"left": False, "records": 0, "unsent": unsent}
    assert "To leave, give --yes." in joined.words("leave")
    joined("leave", "--yes")
    assert joined("members", "list")["total"] == before + 1
    assert "join first" in joined.refused("sync", "--once")
