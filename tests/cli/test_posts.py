"""Offices and committees from the command line."""

from organizer_app.domain.committees import usual
from tests.cli.conftest import Shell

BLOCK = "3223"


def test_an_office_is_given_handed_over_ended_and_counted(desk: Shell) -> None:
    def vacant() -> int:
        found = desk("posts", "vacant", "block", "Booth guide")
        return int(next(v["vacant"] for v in found if v["group"] == "Ranchi"))

    def conveners() -> list[dict[str, object]]:
        return [row for row in desk("posts", "list", BLOCK) if row["office"] == "Booth guide"]

    first, second = (item["id"] for item in desk("members", "list", "--limit", 2)["items"])
    before = vacant()
    post = desk("posts", "add", first, "Booth guide", "--area", BLOCK, "--from", "१/४/२०२४")["id"]
    (row,) = conveners()
    assert (row["post"], row["member"], row["from"], row["to"]) == (post, first, "2024-04-01", None)
    new = desk("posts", "hand-over", post, second)["id"]
    assert [row["member"] for row in conveners()] == [second]
    assert vacant() == before - 1
    desk("posts", "end", new)
    assert conveners() == []
    assert BLOCK in {p["code"] for p in desk("posts", "vacant", "block", "Booth guide", "--places")}
    assert "without Booth guide" in desk.words("posts", "vacant", "block", "Booth guide", "--under", "339")


def test_a_committee_is_shown_and_printed(desk: Shell) -> None:
    (who,) = (item["id"] for item in desk("members", "list", "--limit", 1)["items"])
    desk("posts", "add", who, "president", "--area", BLOCK, "--wing", "youth")
    said = desk.words("committees", "show", BLOCK, "--wing", "youth")
    assert said.startswith("President")
    assert "– vacant –" in said
    file = desk.folder / "list.pdf"
    assert desk.words("--lang", "hi", "committees", "show", BLOCK, "-o", file) == str(file)
    assert file.read_bytes().startswith(b"%PDF")


def test_seats_are_listed_and_set(desk: Shell) -> None:
    assert [(s["title"], s["seats"]) for s in desk("committees", "seats", "booth")] == list(usual("booth"))
    assert desk("committees", "seats", "booth", "secretary", 2)[1] == {"title": "secretary", "seats": 2, "usual": False}
    assert desk("committees", "seats", "booth", "president", 0)[0]["title"] == "secretary"
    assert desk("committees", "seats", "booth", "--usual") == desk("committees", "seats", "booth")
    assert [(s["title"], s["seats"]) for s in desk("committees", "seats", "booth")] == list(usual("booth"))
    assert "was set here" in desk.refused("committees", "seats", "booth", "--usual")
    desk.refused("committees", "seats", "booth", "secretary", 2, "--usual", code=2)


def test_bad_input_is_one_sentence(desk: Shell) -> None:
    assert "has no committees" in desk.refused("posts", "vacant", "planet", "president")
    assert "from 0 to 99" in desk.refused("committees", "seats", "booth", "secretary", 1000)
    assert "is not an id" in desk.refused("posts", "end", "xyz")
    assert "No area has" in desk.refused("committees", "show", "Nowhere")
    assert "no folder" in desk.refused("committees", "show", BLOCK, "-o", desk.folder / "no" / "x.pdf")
    desk.refused("committees", "seats", "booth", "secretary", code=2)
