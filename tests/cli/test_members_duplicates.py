"""Duplicates by command: listed with reasons, merged, taken apart, known as two; a warning when somebody is added."""

from tests.cli.conftest import HOME, Shell


def test_one_person_entered_twice(desk: Shell) -> None:
    first = desk("members", "add", "विजय कच्छप", "--phone", "9712345000", "--guardian", "सोमा कच्छप", "--area", HOME)[
        "id"
    ]
    again = ("members", "add", "Vijay Kachhap", "--phone", "9712345000", "--guardian", "Soma Kachhap", "--area", HOME)
    ended = desk.end(["--json", *again])
    assert f"{first}  विजय कच्छप" in ended.err
    assert "name sounds the same, same phone, same father or husband" in ended.err
    listed = desk("members", "duplicates")
    pair = next(p for p in listed["items"] if p["first"] == first)
    second = pair["second"]
    assert second in ended.out
    assert (pair["likeness"], pair["names"]) == (97, ["विजय कच्छप", "Vijay Kachhap"])
    assert pair["reasons"][:3] == ["name_sounds", "phone", "guardian"]
    assert listed["total"] == len(listed["items"])
    assert f"{first}  विजय कच्छप" in desk.words("members", "duplicates", "--min", "95")

    assert "1 or 2" in desk.refused("members", "merge", first, second, "name=3")
    assert desk("members", "merge", first, second, "name=2", "phones=both") == {"id": first, "gone": second}
    shown = desk("members", "show", first)
    assert (shown["name"], shown["name_other"]) == ("Vijay Kachhap", "विजय कच्छप")
    assert not [p for p in desk("members", "duplicates")["items"] if first in (p["first"], p["second"])]
    assert "No single person" in desk.refused("members", "show", second[:8] + "0" * 24)
    assert desk("members", "unmerge", second) == {"id": second}
    assert desk("members", "show", first)["name"] == "विजय कच्छप"
    assert "was not merged" in desk.refused("members", "unmerge", first)
    desk("members", "merge", second, first)
    desk("undo")
    assert desk("members", "apart", first, second) == {"first": first, "second": second}
    assert not [p for p in desk("members", "duplicates")["items"] if p["second"] == second]
    assert "same entry" in desk.refused("members", "apart", first, first)
