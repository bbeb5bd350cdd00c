"""People who move, from the command line: said with --dry-run, done, undone; one sentence for bad input."""

import pytest

from organizer_app.domain.clock import today
from tests.cli.conftest import Shell


@pytest.fixture
def who(desk: Shell) -> str:
    return str(desk("members", "list", "--limit", 1)["items"][0]["id"])


def test_died_with_its_consequences_first(desk: Shell, who: str) -> None:
    said = desk.words("members", "died", who, "--on", "१/१/२०२६", "--dry-run")
    assert "died on 1 January 2026" in said
    assert desk("members", "show", who)["status"] == "member"
    told = desk("members", "died", who, "--on", "2026-01-01")
    assert (told["verb"], told["on"]) == ("died", "2026-01-01")
    assert desk("members", "show", who)["status"] == "died"
    desk("undo")
    assert desk("members", "show", who)["status"] == "member"


def test_a_selection_is_transferred_at_once(desk: Shell) -> None:
    both = [item["id"] for item in desk("members", "list", "--limit", 2)["items"]]
    told = desk("members", "transfer", *both, "--to", "3223")
    assert (told["to"], len(told["people"])) == ("Kanke", 2)
    assert {desk("members", "show", one)["area_path"][0] for one in both} == {"Kanke"}


def test_left_and_returned(desk: Shell, who: str) -> None:
    assert desk("members", "left", who)["on"] == today().isoformat()
    assert "a member again" in desk.words("members", "returned", who)


def test_bad_input_is_one_sentence(desk: Shell, who: str) -> None:
    assert "is not a day" in desk.refused("members", "died", who, "--on", "yesterday")
    assert "still to come" in desk.refused("members", "left", who, "--on", "1/1/2099")
    assert "No area has" in desk.refused("members", "transfer", who, "--to", "Nowhere")
    assert "No single person" in desk.refused("members", "expelled", "zzz")


def test_a_block_moves_to_another_district_before_joining(desk: Shell) -> None:
    said = desk.words("areas", "move", "3223", "--to", "341", "--dry-run")
    assert said.startswith("Kanke to Seraikela Kharsawan:")
    assert "can't be undone" in said
    assert desk("areas", "move", "3223", "--to", "341")["district"]
    assert "already" in desk.refused("areas", "move", "3223", "--to", "341")
