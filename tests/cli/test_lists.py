"""Saved lists from the command line."""

from tests.cli.conftest import Shell


def test_a_list_from_saving_to_removing(desk: Shell) -> None:
    identity = desk("lists", "save", "Our members", "--status", "member", "--sort", "area", "--columns", "name,phone")[
        "id"
    ]
    (listed,) = desk("lists", "list")["items"]
    assert (listed["id"], listed["title"], listed["about"], listed["people"]) == (
        *(identity, "Our members", "Status: Member", 296),
    )
    shown = desk("lists", "show", "our members")
    assert (shown["people"], len(shown["items"]), shown["sort"], shown["columns"]) == (
        296,
        296,
        "area",
        ["name", "phone"],
    )
    assert "already a list" in desk.refused("lists", "save", "our MEMBERS")
    assert desk("lists", "save", "our members", "--problem-phone", "--untrained", "--replace")["id"] == identity
    assert desk("lists", "show", "our members")["about"] == "Not trained yet · Phone number to ask for again"
    desk("lists", "rename", "our members", "Theirs")
    assert desk.words("lists", "remove", "theirs") == "The list “Theirs” is removed."
    assert desk("lists", "list")["items"] == []
    assert desk.words("undo")
    assert "Theirs" in desk.words("lists", "list")
    assert "No list is called “x”" in desk.refused("lists", "show", "x")
    assert "No area has the code or name “Nowhere”" in desk.refused("lists", "save", "y", "--area", "Nowhere")
    assert "There is no column “foo”" in desk.refused("lists", "save", "y", "--columns", "name,foo")
    assert "--consent: choose one of" in desk.refused("lists", "save", "y", "--consent", "all")


def test_words_are_kept_and_found_by_again(desk: Shell) -> None:
    name = desk("members", "list", "--limit", "1")["items"][0]["name"]
    desk("lists", "save", "By words", "--words", name, "--everywhere", "--status", "member")
    shown = desk("lists", "show", "by words")
    assert (shown["words"], shown["everywhere"], shown["about"]) == (
        *(name, True, f"Found everywhere by “{name}” · Status: Member"),
    )
    found = desk("members", "search", name, "--limit", "200")["items"]
    assert [one["id"] for one in shown["items"]] == [one["id"] for one in found]
    assert 0 < shown["people"] == len(found) < 200
    (listed,) = desk("lists", "list")["items"]
    assert (listed["people"], listed["about"]) == (len(found), shown["about"])
    for sorting in ((), ("--sort", "area")):
        done = desk("members", "export", desk.folder / "by.csv", "--list", "By words", "--mask-phones", *sorting)
        assert done["people"] == len(found)
    assert desk("members", "print", "-o", desk.folder / "by.pdf", "--list", "By words")["people"] == len(found)
    narrower = ("--list", "By words", "--mask-phones", "--status", "left")
    assert "Nobody is on this list" in desk.refused("members", "export", desk.folder / "left.csv", *narrower)


def test_examples_are_offered_and_can_be_shown(desk: Shell) -> None:
    offered = {one["title"]: one["people"] for one in desk("lists", "list")["examples"]}
    assert offered["People without a booth"] > 0
    for title, people in offered.items():
        assert desk("lists", "show", title)["people"] == people
    assert "Examples:" in desk.words("lists", "list")
