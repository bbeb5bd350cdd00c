from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.hq_clock import Ahead, agreed, by_hq, told

TIMES = st.integers(0, 10**13)
WHILE = st.integers(0, 10**9)


@given(true=st.integers(-(10**11), 10**11), trips=st.lists(st.tuples(TIMES, WHILE, WHILE), min_size=1))
def test_exchanges_never_contradict_a_clock_that_only_runs(true: int, trips: list[tuple[int, int, int]]) -> None:
    known = None
    for sent, there, back in trips:
        known = agreed(known, told(sent, sent + there + true, sent + there + back))
        assert known is not None
        assert known.least <= true <= known.most
    assert known is not None
    assert known.most - true == min(there for _sent, there, _back in trips)


def test_a_clock_that_was_set_counts_from_the_later_exchange() -> None:
    before, after = Ahead(0, 100, 1_000), Ahead(5_000, 5_100, 2_000)
    assert agreed(before, after) == agreed(after, before) == after


def test_nothing_is_known_of_a_clock_set_back_before_the_answer_was_read() -> None:
    assert told(sent=100, answered=5_000, heard=99) is None
    assert agreed(Ahead(0, 1, 1), None) is None
    assert by_hq(5, None) is None


def test_it_is_kept_as_text() -> None:
    ahead = Ahead(-5, 20, 1_000)
    assert Ahead.read(str(ahead)) == ahead
    assert Ahead.read("") is None
    assert by_hq(100, ahead) == 120
