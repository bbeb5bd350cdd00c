from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.made_up_camp import camp_plan


@given(st.integers(-(2**40), 2**40))
def test_a_day_without_gaps_and_four_sessions(seed: int) -> None:
    plan = camp_plan(seed)
    assert plan == camp_plan(seed)
    assert all(a.ends == b.starts for a, b in pairwise(plan.timetable))
    assert all(i.starts < i.ends for i in plan.timetable)
    assert len(plan.sessions) == 4
    assert len({s.title_en for s in plan.sessions}) == 4
    for item in plan.timetable:
        assert item.title_en.isascii()
        assert not item.title_hi.isascii()
    for session in plan.sessions:
        assert all(name.isascii() for name in session.trainers_en)
        assert not any(name.isascii() for name in session.trainers_hi)
        assert len(session.trainers_hi) == len(session.trainers_en) > 0


def test_trainers_are_four_people() -> None:
    assert len({name for s in camp_plan(1).sessions for name in s.trainers_en}) == 4
