"""A person who asks to be forgotten is, on this laptop, in the history and in the lists that brought them."""

from pathlib import Path

from tests.cli.conftest import HOME, Shell

ROSTER = "नाम,पिता का नाम,मोबाइल\nबुधनी कुजूर,मंगरा,98123 45670\nसीता देवी,रमेश,9812345671\n"


def test_a_person_is_erased_and_the_same_list_does_not_bring_them_back(desk: Shell) -> None:
    roster = desk.folder / "roster.csv"
    roster.write_text(ROSTER, encoding="utf-8-sig")
    given = ("members", "import", roster, "--source", "register", "--area", HOME, "--consent", "form")
    assert desk(*given)["added"] == 2
    (found,) = desk("members", "search", "बुधनी कुजूर", "--limit", 1)["items"]
    receipt = desk.folder / "receipt.txt"

    done = desk("members", "erase", found["id"], "--reason", "asked in writing", "--receipt", receipt)

    assert dict(done["erased"])["members"] == 1
    text = receipt.read_text("utf-8")
    assert "asked in writing" in text
    assert done["number"] in text
    assert "बुधनी" not in text
    left = desk("members", "search", "बुधनी कुजूर", "--limit", 5)["items"]
    assert found["id"] not in {person["id"] for person in left}
    again = desk(*given)
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 1)
    assert (again["refused"], again["held"]) == (1, 1)
    assert "was erased" in Path(again["rejects"]).read_text("utf-8-sig")
    assert "No single person" in desk.refused(
        "members", "erase", found["id"], "--reason", "again", "--receipt", receipt
    )


def test_nothing_is_erased_without_a_place_for_the_receipt_or_a_reason(desk: Shell) -> None:
    desk("members", "add", "राम लाल मुंडा", "--area", HOME)
    (found,) = desk("members", "search", "राम लाल मुंडा", "--limit", 1)["items"]
    nowhere = Path("no such folder") / "receipt.txt"
    assert "no folder" in desk.refused("members", "erase", found["id"], "--reason", "x", "--receipt", nowhere)
    receipt = desk.folder / "receipt.txt"
    assert "Reason" in desk.refused("members", "erase", found["id"], "--reason", " ", "--receipt", receipt)
    assert not receipt.exists()
    assert desk("members", "show", found["id"])["name"] == "राम लाल मुंडा"


def test_a_backup_from_before_brings_nobody_back(desk: Shell) -> None:
    desk("members", "add", "राम लाल मुंडा", "--area", HOME)
    (found,) = desk("members", "search", "राम लाल मुंडा", "--limit", 1)["items"]
    desk("backup", desk.folder / "yesterday.backup")
    desk("members", "erase", found["id"], "--reason", "asked", "--receipt", desk.folder / "receipt.txt")

    restored = desk("restore", desk.folder / "yesterday.backup")

    assert restored["erased_again"] == 1
    assert "No single person" in desk.refused("members", "show", found["id"])
    assert desk("restore", desk.folder / "yesterday.backup")["erased_again"] == 1, "the restored data knows it, too"


def test_an_erasure_is_not_taken_back(desk: Shell) -> None:
    desk("members", "add", "राम लाल मुंडा", "--area", HOME)
    (found,) = desk("members", "search", "राम लाल मुंडा", "--limit", 1)["items"]
    earlier = desk("members", "add", "सीता देवी", "--area", HOME)
    desk("members", "erase", found["id"], "--reason", "asked", "--receipt", desk.folder / "receipt.txt")
    desk("undo")
    assert "No single person" in desk.refused("members", "show", earlier["id"]), "what was done before is taken back"
    assert "nothing to undo" in desk.refused("undo")
    assert "No single person" in desk.refused("members", "show", found["id"])


def test_a_person_who_was_erased_comes_back_only_by_a_choice(desk: Shell) -> None:
    added = desk("members", "add", "Budhni Kujur", "--phone", "9812345670", "--area", HOME)
    receipt = desk.folder / "receipt.txt"
    desk("members", "erase", added["id"], "--reason", "asked", "--receipt", receipt)
    other = desk.folder / "other.csv"
    other.write_text("नाम,मोबाइल\nबुधनी कुजूर,98123 45670\nनया आदमी,98123 45679\n", encoding="utf-8-sig")
    assert desk("members", "import", other, "--dry-run")["held"] == 1
    first = desk("members", "import", other, "--source", "gram sabha", "--area", HOME)
    assert (first["added"], first["refused"], first["held"]) == (1, 1, 1)
    given = ("members", "add", "बुधनी कुजूर", "--phone", "98123 45670", "--area", HOME)
    assert "Fresh consent" in desk.refused(*given)
    again = desk(*given, "--fresh-consent", "signed a new form")
    (consent,) = desk("members", "show", again["id"])["consents"]
    assert (consent["how"], consent["state"]) == ("signed a new form", "given")
    known = desk("members", "import", other, "--source", "gram sabha", "--area", HOME)
    assert (known["added"], known["refused"], known["held"]) == (0, 0, 0)
