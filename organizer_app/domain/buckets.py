"""Buckets, the smallest unit of access, and which tables each kind may hold (docs of sync: "Words")."""

import re
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What a bucket is for."""

    DISTRICT = "district"  # D339: one district's people and daily work
    SHARED = "shared"  # D339:up: what a district and its state share; no people
    CAMP = "camp"  # camp:<id>: a camp above a district
    STATE = "state"  # state:20: what comes down to a state
    HQ = "hq"  # hq: what comes down to everybody


_FORMS = {
    Kind.DISTRICT: re.compile(r"D[0-9A-Za-z]{1,20}"),
    Kind.SHARED: re.compile(r"D[0-9A-Za-z]{1,20}:up"),
    Kind.CAMP: re.compile(r"camp:[0-9a-f]{32}"),
    Kind.STATE: re.compile(r"state:[0-9A-Za-z]{0,20}"),
    Kind.HQ: re.compile(r"hq"),
}
_CAMP = {Kind.DISTRICT, Kind.CAMP}
_DOWN = {Kind.STATE, Kind.HQ}
CONFLICTS = "conflicts"
TABLES: dict[str, set[Kind]] = {
    CONFLICTS: set(Kind),
    "areas": {Kind.STATE, Kind.HQ, Kind.DISTRICT},
    "wings": _DOWN,
    "organisations": {Kind.HQ},
    "members": {Kind.DISTRICT},
    "consents": {Kind.DISTRICT},
    "posts": {Kind.DISTRICT, Kind.SHARED, *_DOWN},
    "leads": {Kind.DISTRICT, Kind.STATE},
    "drives": {Kind.DISTRICT, *_DOWN},
    "targets": {Kind.DISTRICT, *_DOWN},
    "rollups": {Kind.SHARED},
    "directives": {Kind.SHARED, *_DOWN},
    "directive_answers": {Kind.SHARED},
    "duties": {Kind.DISTRICT, Kind.SHARED, *_DOWN},
    "curricula": _DOWN,
    "camps": _CAMP,
    "sessions": _CAMP,
    "quotas": _CAMP,
    "invitations": _CAMP,
    "invitees": {Kind.CAMP},
    "sheets": _CAMP,
    "attendance": _CAMP,
    "day_closes": _CAMP,
    "expenses": _CAMP,
    "groups": {Kind.DISTRICT},
    "group_counts": {Kind.DISTRICT},
    "items": {Kind.DISTRICT, *_DOWN},
    "passes": {Kind.DISTRICT},
    "problems": {Kind.DISTRICT, Kind.SHARED},
    "claims": {Kind.DISTRICT, Kind.SHARED, *_DOWN},
    "batches": {Kind.DISTRICT},
    "operators": {Kind.DISTRICT},
    "audit": {Kind.DISTRICT},
    "merges": {Kind.DISTRICT},
    "distinctions": {Kind.DISTRICT},
    "saved_lists": {Kind.DISTRICT},
    "committee_seats": {Kind.DISTRICT, *_DOWN},
    "notices": {Kind.DISTRICT, *_DOWN},
}


@lru_cache(maxsize=4096)
def kind(bucket: str) -> Kind | None:
    """The kind of a bucket; None for `local` and for anything that is no bucket."""
    return next((k for k, form in _FORMS.items() if form.fullmatch(bucket)), None)


@lru_cache(maxsize=4096)
def may_hold(bucket: str, table: str, unknown: bool = False) -> bool:
    """True when records of the table may be in the bucket. `unknown`: what to say of a table nobody here knows."""
    found = kind(bucket)
    return found is not None and (found in TABLES[table] if table in TABLES else unknown)


def is_known(table: str) -> bool:
    """True for a table that this program has a place for."""
    return table in TABLES


def comes_down(bucket: str) -> bool:
    """True for a bucket that is read by many and written by few."""
    return kind(bucket) in _DOWN


def shared(bucket: str) -> str:
    """The bucket that a district shares with its state: "D339:up" for "D339"."""
    return f"{bucket}:up"
