"""The districts' counts on the command line of a state's laptop."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from organizer_app.domain.areas import AreaLine, area_id
from organizer_app.jobs import sync
from organizer_app.models import Member
from organizer_app.services import areas
from tests.cli.conftest import Shell
from tests.sync.online import RANCHI, Online, online

STATE = (("D339:up", "rw"), ("D341:up", "rw"))


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def test_a_laptop_that_holds_no_counts_says_so(desk: Shell) -> None:
    assert desk.words("rollups") == "This laptop holds no district's counts. HQ grants them to a state's laptop."
    assert desk("rollups") == {"items": []}


def test_the_silent_first_and_the_counts_of_the_others(desk: Shell, hq: Online) -> None:
    ranchi = hq.laptop("ranchi", *RANCHI)
    lines = [AreaLine("district", "339", "Ranchi", "रांची"), AreaLine("block", "1", "Kanke", "कांके", "district", "339")]
    with ranchi.applying() as session:
        areas.load(session, lines=lines, bucket="state:20")
    with ranchi.transaction("test") as session:
        session.add_all(Member(name=n, bucket="D339", area_id=area_id("block", "1")) for n in ("Sita", "Ram"))
    sync.run(ranchi)
    desk("join", "--hq", hq.url, "--code", hq.site.code(*STATE), "--name", "state")
    silent, heard = desk("rollups")["items"]
    assert (silent["code"], silent["as_of"], silent["silent"], silent["counts"]) == ("341", None, True, {})
    assert (heard["name"], heard["silent"], heard["wings"]) == ("Ranchi", False, [])
    assert heard["counts"] == {"people": 2, "status.member": 2, "blocks": 1, "blocks_reached": 1}
    assert heard["as_of"] == pytest.approx(hq.site.now, abs=60_000)
    said = desk.words("rollups").splitlines()
    assert said[0].endswith(": nothing came yet.")
    assert [line.strip() for line in said[2:]] == ["People: 2", "Member: 2", "Blocks: 1", "Blocks with people: 1"]
    assert "Ram" not in " ".join(said)
