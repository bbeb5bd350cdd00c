"""What a drive says of itself, typed."""

from datetime import date

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import in_language
from organizer_app.services import drives, drives_fields
from organizer_app.services.organisation import PNG
from tests.services.world import DISTRICT, YOUTH, World


def begun(world: World) -> bytes:
    made: bytes = world.do(
        drives.begin,
        area=DISTRICT,
        title_hi="",
        title_en="Evening drive",
        first=date(2027, 2, 12),
        last=date(2027, 3, 12),
        numbers={"missed_call": "1800123456789"},
    )
    return made


def changed(world: World, drive: bytes, **typed: str | bytes) -> dict[str, object]:
    world.do(drives_fields.change, id=drive, typed=typed)
    with world.store.reading() as session:
        return drives_fields.shown(drives.record(session, drive))


def test_every_field_is_read_as_people_type_it(world: World) -> None:
    drive = begun(world)
    told = changed(
        world, drive, to="15-03-2027", wings="youth front", measures="Groups kept, members",
        off="2027-03-04,2027-02-15", weekly="रविवार, 5", colours="#0b655b, #FFCC00", brand_en="One house",
        text_hi="  आइए  ", whatsapp="98350 12345",
    )  # fmt: skip
    assert told["to"] == date(2027, 3, 15)
    assert told["wings"] == [YOUTH.hex()]
    assert told["measures"] == ["members", "groups"]
    assert told["off"] == ["2027-02-15", "2027-03-04"]
    assert told["weekly"] == [5, 6]
    assert told["colours"] == ["#0B655B", "#FFCC00"]
    assert told["text_hi"] == "आइए"
    assert (told["missed_call"], told["whatsapp"]) == ("1800123456789", "98350 12345"), "kept as given, both"
    value = world.read(drives.get, id=drive)
    assert value.weekly == {5, 6}
    assert value.off == {date(2027, 2, 15), date(2027, 3, 4)}


def test_the_kit_gets_a_version_only_when_what_is_worn_differs(world: World) -> None:
    drive = begun(world)
    assert changed(world, drive, title_en="Evening drives")["kit_version"] == 1
    assert changed(world, drive, flag=PNG + b"flag", brand_hi="एक घर")["kit_version"] == 2
    again = changed(world, drive, flag=PNG + b"flag", brand_hi="एक घर")
    assert (again["kit_version"], again["flag"]) == (2, len(PNG) + 4)
    assert changed(world, drive, flag=b"")["flag"] == 0


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("colour", "red", "“colour” is no field of a drive"),
        ("colours", "red", "“red” is no colour"),
        ("colours", ", ".join(f"#00000{n}" for n in range(7)), "7 are too many"),
        ("weekly", "Someday", "“Someday” is no weekday"),
        ("measures", "happiness", "“happiness” is not counted here"),
        ("flag", b"GIF89a", "flag: this is no PNG"),
        ("logo", PNG + bytes(1_000_000), "logo: the picture is larger than 1 MB"),
        ("to", "2027-02-01", "is before the first"),
        ("off", "yesterday", "yesterday"),
        ("wings", "Nobody", "Nobody"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_changed(world: World, field: str, value: str | bytes, said: str) -> None:
    drive = begun(world)
    with pytest.raises(RuleBroken, match=said):
        changed(world, drive, **{"title_en": "Other", field: value})
    assert world.read(drives.get, id=drive).title == "Evening drive"


def test_words_are_understood_in_both_languages(world: World) -> None:
    drive = begun(world)
    with in_language("hi"):
        told = changed(world, drive, weekly="Sunday, शनिवार", measures="सदस्य, Volunteers")
    assert told["weekly"] == [5, 6]
    assert told["measures"] == ["members", "volunteers"]


def test_what_is_shown_can_be_typed_again(world: World) -> None:
    drive = begun(world)
    first = changed(world, drive, weekly="6", colours="#0B655B", off="2027-03-04")
    typed = {
        field: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for field, value in first.items()
        if field not in (*drives_fields.PICTURES, "kit_version")
    }
    assert changed(world, drive, **typed) == first
