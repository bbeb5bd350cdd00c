"""A list of people as a PDF."""

import pytest

from organizer_app.domain import roles
from organizer_app.domain.audit import PRINT
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.list_columns import ON_PAPER
from organizer_app.domain.progress import silent
from organizer_app.jobs import list_papers
from organizer_app.jobs.list_papers import Order
from organizer_app.models import Member, Wing
from organizer_app.services import members, members_list, posts, wings
from organizer_app.services.members_where import Filter
from tests.conftest import District
from tests.jobs.test_exports import log
from tests.printing.camp_values import pages_of


def text(made: list_papers.Printed) -> str:
    return " ".join(pages_of(made.pdf))


def ids(district: District, count: int) -> list[bytes]:
    with district.store.reading() as session:
        numbers = members_list.ids(session, limit=count)
        return [row.id for row in members_list.rows(session, numbers=numbers)]


@pytest.mark.parametrize("language", ["hi", "en"])
def test_everybody_with_what_the_list_is_about(district: District, language: str) -> None:
    made = list_papers.make(district.store, order=Order("Our people", by="place", language=language))
    words = text(made)
    assert (made.people, made.left_out) == (296, "")
    assert "Our people" in words
    assert ("296 लोग" if language == "hi" else "296 people") in words
    assert ("सूची के सभी लोग" if language == "hi" else "Everybody on the roster") in words
    assert ("केवल संगठन के काम" if language == "hi" else "Only for the organisation's own work") in words


def test_whole_numbers_need_a_reason_and_are_written_down(district: District) -> None:
    store = district.store
    woman, man = ids(district, 2)
    with store.transaction("members.edit") as session:
        members.edit(session, id=woman, changes={"gender": "female", "phones": "98123 45678"})
        members.edit(session, id=man, changes={"gender": "male", "phones": "98765 43210"})
        numbers = [member.n for member in (members.record(session, woman), members.record(session, man))]
    masked = Order("", numbers=numbers, language="en")
    words = text(list_papers.make(store, order=masked))
    assert "••••••3210" in words
    assert "5678" not in words  # a woman's number is on no list that goes round
    list_papers.record(store, list_papers.make(store, order=masked), masked)
    assert log(store) == []
    whole = Order("", numbers=numbers, mask_phones=False, reason=" Calls of Sunday ", language="en")
    made = list_papers.make(store, order=whole)
    words = text(made)
    assert "98123 45678" in words
    assert "98765 43210" in words
    assert "because: Calls of Sunday" in words
    list_papers.record(store, made, whole)
    (line,) = log(store)
    assert (line.act, line.people, line.reason) == (PRINT, 2, "Calls of Sunday")
    with pytest.raises(RuleBroken, match="Say why whole phone numbers go on paper"):
        list_papers.make(store, order=Order(mask_phones=False))
    roles.use_role(roles.VIEWER)
    try:
        with pytest.raises(RuleBroken, match="With your role"):
            list_papers.make(store, order=whole)
        assert list_papers.make(store, order=masked).people == 2
    finally:
        roles.use_role(roles.ORGANISER)
    with pytest.raises(RuleBroken, match="no column “caste”"):
        list_papers.make(store, order=Order(columns=("caste",)))


def test_a_community_wing_never_stands_on_paper(district: District) -> None:
    store = district.store
    (person,) = ids(district, 1)
    with store.transaction("members.edit") as session:
        community = next(w for w in wings.rows(session) if not session.get(Wing, w.id).on_paper)  # type: ignore[union-attr]  # it is there
        members.edit(session, id=person, changes={"wings": [community.id]})
    chosen = Filter(wing=community.id)
    for language in ("hi", "en"):
        made = list_papers.make(
            store, order=Order(f"{community.name_en} list", tuple(ON_PAPER), chosen, language=language)
        )
        words = text(made)
        assert made.people == 1
        assert community.name_en not in words
        assert community.name_hi not in words


def test_a_calling_list_has_only_those_who_agreed_and_says_who_is_left_out(district: District) -> None:
    made = list_papers.make(district.store, order=Order(use="call", language="en"))
    assert made.people == 0
    assert made.left_out == "Left out: 296 have not agreed to it."
    assert "Nobody is on this list." in text(made)
    assert "Calling about camps and meetings" in text(made)


def test_by_precedence_with_the_levels_as_headings(district: District) -> None:
    first, second = ids(district, 2)
    with district.store.transaction("posts.appoint") as session:
        posts.appoint(session, member=second, title="president", area=district.home)
        names = [session.get(Member, members.record(session, one).n).name for one in (second, first)]  # type: ignore[union-attr]  # both are there
    words = text(list_papers.make(district.store, silent, order=Order(by="precedence", language="en")))
    assert words.index("District") < words.index(names[0]) < words.index(names[1])
