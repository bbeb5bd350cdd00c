"""Requests to HQ: those its description suggests (schemathesis), and those of a laptop that means harm."""

from collections.abc import Callable, Iterator
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance

from organizer_app.hq import checks
from organizer_app.hq.openapi import document
from organizer_app.wire.protocol import MAX_OPS
from tests.hq.world import ASHA, BALU, KHUNTI, RANCHI

QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.large_base_example, HealthCheck.data_too_large]


def operations() -> Iterator[Any]:
    """Every operation of the description."""
    for found in schemathesis.openapi.from_dict(document()).get_all_operations():
        yield found.ok()


def label(operation: Any) -> str:
    """For example "POST /sync/v1/exchange"."""
    return str(operation.label)


def probe(operation: Any, address: str, headers: dict[str, str], *, examples: int, start: int) -> int:
    """Sends requests that fit the description. Fails on an answer that doesn't, and on any 5xx. Gives their number.

    That a request fits doesn't mean that it is taken: another protocol is 426, 1.0 is no whole number to HQ.
    """
    done = 0

    @seed(start)
    @settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=QUIET, phases=(Phase.generate,)
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        nonlocal done
        answer = case.call(base_url=address, headers=headers)
        case.validate_response(answer, excluded_checks=[positive_data_acceptance])
        assert answer.status_code < 500
        done += 1

    ask()
    return done


_word = st.text(max_size=12)
_number = st.integers(-(2**63), 2**63) | st.integers(-3, 3)
_json = st.recursive(
    st.none() | st.booleans() | _number | st.floats(allow_nan=False) | _word,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_word, inner, max_size=3),
    max_leaves=6,
)
_field = st.sampled_from(["name", "phone", "birth_year", "status", "archived_at", "bucket", "id", "created_at", "rid"])
_op = st.tuples(
    st.sampled_from([f"op{n}" for n in range(6)]) | _word,
    st.sampled_from(["members", "consents", "conflicts", "areas", "camps", "attendance", "nothing"]) | _word,
    st.sampled_from([ASHA, BALU, f"{9:032x}"]) | _word,
    st.sampled_from([RANCHI, KHUNTI, f"{RANCHI}:up", "hq", "state:20", f"camp:{ASHA}", "local"]) | _word,
    st.sampled_from(["patch", "patch", "erase"]) | _word,
    st.dictionaries(_field | _word, _json, max_size=4),
    _number,
    _number,
    _word,
    _number,
    st.just("") | _word,
)
_exchange = st.fixed_dictionaries(
    {
        "v": st.just(1) | _number,
        "schema": st.just(checks.SCHEMA) | _number,
        "gen": st.just("") | _word,
        "sent_at": _number,
    },
    optional={
        "prev": _word,
        "ops": st.lists(_op, max_size=6) | _json,
        "cur": st.dictionaries(st.sampled_from([RANCHI, KHUNTI, "hq"]) | _word, _number, max_size=3),
        "want": st.lists(st.tuples(st.just("members") | _word, st.just(ASHA) | _word, _number), max_size=3),
        "chk": st.dictionaries(st.just(RANCHI) | _word, st.tuples(_number, _word), max_size=2),
        "max": _number | st.integers(0, MAX_OPS),
    },
)


def harm(ask: Callable[[Any], None], *, examples: int, start: int) -> None:
    """Calls `ask` with exchanges that are nearly right: known ops again, others' buckets, odd values."""

    @seed(start)
    @settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=QUIET, phases=(Phase.generate,)
    )
    @given(body=_exchange)
    def send(body: Any) -> None:
        ask(body)

    send()
