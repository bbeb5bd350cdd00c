"""Wings from the command line."""

from tests.cli.conftest import Shell


def test_a_wing_from_adding_to_bringing_back(desk: Shell) -> None:
    made = desk("wings", "add", "Legal cell", "--name-hi", "विधि प्रकोष्ठ", "--parent", "youth")
    assert (made["code"], made["kind"]) == ("legal_cell", "cell")
    changed = desk("wings", "edit", "विधि प्रकोष्ठ", "name_en=Law cell", "kind=department", "parent=")
    assert (changed["id"], changed["name_en"], changed["parent_id"]) == (made["id"], "Law cell", None)
    assert desk.words("wings", "archive", "law cell") == "Law cell is not offered any more."
    listed = {w["code"] for w in desk("wings", "list")}
    assert {w["code"] for w in desk("wings", "list", "--archived")} - listed == {"legal_cell"}
    assert "No wing is called" in desk.refused("wings", "archive", "law cell")
    assert desk.words("undo")
    assert "legal_cell" in desk.words("wings", "list")
    desk("wings", "archive", "law cell")
    assert desk("wings", "restore", "law cell")["id"] == made["id"]
    assert "No archived wing" in desk.refused("wings", "restore", "law cell")
    assert "“colour” is not a field" in desk.refused("wings", "edit", "law cell", "colour=red")
    assert "needs a name" in desk.refused("wings", "add")
