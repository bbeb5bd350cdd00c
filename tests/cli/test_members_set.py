"""members list with conditions and orders; members set on many at once."""

from tests.cli.conftest import Shell


def test_members_list_filters_and_sorts_as_the_window_does(desk: Shell) -> None:
    everybody = desk("members", "list")
    up = desk("members", "list", "--sort", "birth_year")["items"]
    assert {p["id"] for p in up} == {p["id"] for p in everybody["items"]}
    assert (
        desk("members", "list", "--consent", "none")["total"]
        + desk("members", "list", "--consent", "organisation")["total"]
        == everybody["total"]
    )
    assert desk("members", "list", "--trained")["total"] == 0
    first = desk("members", "list", "--descending", "--limit", "1")["items"][0]["id"]
    assert first == everybody["items"][-1]["id"]


def test_members_set_changes_all_of_a_filter_and_one_undo_takes_it_back(desk: Shell) -> None:
    block = desk("members", "list", "--area", "3223")["total"]
    assert block > 0
    assert desk("members", "set", "new-status=volunteer", "--area", "3223") == {"changed": block, "of": block}
    assert desk("members", "list", "--status", "volunteer")["total"] == block
    desk("undo")
    assert desk("members", "list", "--status", "volunteer")["total"] == 0
    everybody = desk("members", "list")["total"]
    assert desk("members", "set", "wing=+youth", "--all")["of"] == everybody
    assert desk("members", "list", "--wing", "youth")["total"] == everybody
    assert desk("members", "set", "wing=-youth", "--all")["changed"] == everybody


def test_members_set_needs_to_know_whom_and_what(desk: Shell) -> None:
    assert "Say which people" in desk.refused("members", "set", "new-status=lead")
    assert "new-status" in desk.refused("members", "set", "king=yes", "--all")
    assert "person by person" in desk.refused("members", "set", "new-status=died", "--all")
