"""Directives, duties and the war room on the command line: of a state, and of a district that answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from organizer_app.domain.areas import AreaLine
from organizer_app.domain.clock import now_ms
from organizer_app.jobs import sync
from organizer_app.services import areas, directives
from tests.cli.conftest import Shell
from tests.sync.online import RANCHI, Online, online

STATE = (("D339:up", "rw"), ("D341:up", "rw"), ("state:20", "rw"))
LINES = [
    AreaLine("state", "20", "Jharkhand", "झारखंड", state_code="20"),
    AreaLine("district", "339", "Ranchi", "रांची", "state", "20"),
    AreaLine("district", "341", "Khunti", "खूंटी", "state", "20"),
]


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        made.site.now = now_ms()
        yield made


def test_a_laptop_alone_has_no_war_room(desk: Shell) -> None:
    assert "holds no district's counts" in desk.words("war-room")
    assert desk("directives", "list") == {"items": []}
    assert desk.words("duties", "list") == "Nobody is on duty."
    assert desk("war-room")["districts"] == []


def test_a_state_asks_and_sees_the_answer(desk: Shell, hq: Online) -> None:
    ranchi = hq.laptop("ranchi", *RANCHI, ("state:20", "ro"))
    with ranchi.applying() as session:
        areas.load(session, lines=LINES, bucket="state:20")
    sync.run(ranchi)
    desk("join", "--hq", hq.url, "--code", hq.site.code(*STATE), "--name", "state")
    desk("directives", "add", "Call every booth", "--due", "31-12-2040 18:00", "--text", "Today.", "--area", "339")
    desk("sync", "--once")
    sync.run(ranchi)
    with ranchi.transaction("directives.answer") as session:
        (asked,) = directives.rows(session)
        directives.answer(session, id=asked.id, text="Half of them")
    sync.run(ranchi)
    desk("sync", "--once")
    (answer,) = desk("directives", "show", "call every booth")["answers"]
    assert (answer["district"], answer["state"], answer["text"]) == ("Ranchi", "answered", "Half of them")
    assert desk.words("directives", "list").endswith("1 of 1 acknowledged, 0 done")
    assert "Ranchi: answered  Half of them" in desk.words("directives", "show", "Call every booth")
    made = desk("duties", "add", "control_room", "--from", "31-12-2040 9:00", "--to", "31-12-2040 6 pm")
    (shift,) = desk("duties", "list")["items"]
    assert (shift["id"], shift["who"], shift["to_at"] - shift["from_at"]) == (
        made["id"],
        "somebody of the team",
        9 * 3_600_000,
    )
    desk("duties", "remove", made["id"])
    assert desk("duties", "list") == {"items": []}
    silent, heard = desk("war-room")["districts"]
    assert (silent["code"], silent["why"]) == ("341", "Never synced")
    assert (heard["name"], heard["silent"]) == ("Ranchi", False)
    assert f"{silent['name']}: Never synced" in desk.words("war-room")
    desk("directives", "close", "Call every booth")
    assert desk("directives", "list")["items"][0]["closed_at"]
    assert "(closed)" in desk.words("directives", "list")
