"""People column by column."""

from organizer_app.domain.areas import area_id
from organizer_app.domain.clock import today
from organizer_app.domain.list_columns import EVERY
from organizer_app.domain.words import use_language
from organizer_app.services import attendance, consents, members, members_list, posts
from organizer_app.services.list_rows import Reader, Value
from tests.services.world import ASSEMBLY, DISTRICT, KANKE, SC, YOUTH, World


def of(world: World, person: int, *columns: str, masked: bool = False) -> tuple[Value, ...]:
    number = world.read(members.get, id=world.people[person]).n
    with world.store.reading() as session:
        return Reader(session, columns, mask_phones=masked).read([number])[number]


def test_every_column_of_a_person(world: World) -> None:
    person = world.people[0]
    changes = {
        **{"name_other": "Ram Lal Mahto", "birth_year": 1980, "phones": "98123 45000, 0651 2345678", "seat": ASSEMBLY},
        **{"card_no": "7", "languages": ["Hindi", "Nagpuri"], "notes": "sings", "wings": [SC, YOUTH]},
    }
    world.do(members.edit, id=person, changes=changes)
    world.do(posts.appoint, member=person, title="president", area=area_id("booth", "S27-063-0001"))
    world.do(posts.appoint, member=person, title="secretary", area=KANKE)
    cells = dict(zip(EVERY, of(world, 0, *EVERY), strict=True))
    assert {key: value for key, value in cells.items() if value != "" and "changed" not in key} == {
        **{"name": "राम लाल महतो", "name_other": "Ram Lal Mahto", "guardian": "शिव महतो", "relation": "Father"},
        **{"gender": "Male", "birth_year": 1980, "phone": "98123 45000", "phone2": "06512 345678"},
        **{"place": "हरिपुर", "booth": "School 1", "block": "Kanke", "district": "Ranchi", "seat": "Ranchi"},
        **{"office": "Secretary", "office_at": "Kanke", "wing": "Youth front", "status": "Member", "card_no": "7"},
        **{"languages": "Hindi, Nagpuri", "notes": "sings"},
    } | {"phone2": cells["phone2"]}
    use_language("hi")
    assert of(world, 0, "block", "gender", "office") == ("कांके", "पुरुष", "सचिव")


def test_what_only_the_laptop_knows(world: World) -> None:
    person = world.people[0]
    for channel in ("whatsapp", "call"):
        world.do(consents.record, member=person, purpose="organisation", channel=channel)
    with world.store.transaction("x") as session:
        members.record(session, person).status_on = today()
    consent, trained, since, changed, by = of(world, 0, "consent", "trained", "status_on", "changed", "changed_by")
    assert (consent, trained, since, by) == ("Phone call, WhatsApp", "", today().isoformat(), "Asha")
    assert str(changed).startswith(today().isoformat())
    camp = world.frozen(kind="training")
    world.do(attendance.mark, session_id=world.session(camp), serials=[1], as_="present")
    came = [bool(of(world, number, "trained")[0]) for number in range(30)]
    assert came.count(True) == 1


def test_phones_are_masked_and_guessed_names_are_not_told_as_facts(world: World) -> None:
    with world.store.transaction("members.edit") as session:
        record = members.record(session, world.people[1])
        record.name_other, record.name_other_state = "Sita Devi", "guessed"
    assert of(world, 1, "phone", "name_other", masked=True) == ("••••••5001", "")


def test_a_person_who_is_gone_or_lives_nowhere(world: World) -> None:
    world.do(members.edit, id=world.people[2], changes={"area": None, "place": ""})
    assert of(world, 2, "place", "booth", "block", "district", "seat", "office") == ("",) * 6
    world.do(members.edit, id=world.people[2], changes={"area": DISTRICT})
    assert of(world, 2, "place", "block", "district") == ("", "", "Ranchi")
    everybody = world.read(members_list.ids)
    world.do(members.archive, ids=[world.people[3]])
    with world.store.reading() as session:
        assert len(Reader(session, ("name",)).read(everybody)) == 29


def test_a_community_wing_is_in_no_file(world: World) -> None:
    assert of(world, 1, "wing") == ("",)
    assert of(world, 0, "wing") == ("Youth front",)
