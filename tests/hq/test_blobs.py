"""Photos and kit files: only beside a live record that names them, in parts, and never under a wrong hash."""

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine, select

from organizer_app.hq import blobs
from organizer_app.hq.device_tables import blob_names
from organizer_app.hq.settings import Limits
from organizer_app.wire.lookups import Have
from tests.hq.site import V1, Joined, Site, is_problem
from tests.hq.world import ASHA, BALU, KHUNTI, RANCHI

PHOTO = bytes(range(256)) * 400
SHA = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def site(engine: Engine, tmp_path: Path) -> Site:
    return Site(engine, tmp_path / "hq", Limits(max_blob=len(PHOTO)))


@pytest.fixture
def ranchi(site: Site) -> Joined:
    """A laptop whose member's notes name the photo."""
    laptop = site.join((RANCHI, "rw"))
    laptop.exchange(laptop.op(ASHA, {"name": "Asha", "notes": SHA}))
    return laptop


def put(laptop: Joined, data: bytes, sha: str = SHA, span: str = "") -> Any:
    headers = laptop.auth | ({"Content-Range": span} if span else {})
    return laptop.site.client.put(f"{V1}/blobs/{sha}", content=data, headers=headers)


def test_a_file_goes_up_and_comes_down_whole_and_in_parts(site: Site, ranchi: Joined) -> None:
    other = site.join((RANCHI, "ro"))
    assert is_problem(other.get(f"/blobs/{SHA}"), 404, "not-found")
    answer = put(ranchi, PHOTO)
    assert (answer.status_code, answer.json()) == (200, {"have": len(PHOTO), "complete": True})
    whole = other.get(f"/blobs/{SHA}")
    assert (whole.status_code, whole.content, whole.headers["etag"]) == (200, PHOTO, f'"{SHA}"')
    part = other.get(f"/blobs/{SHA}", Range="bytes=100-199")
    assert (part.status_code, part.content) == (206, PHOTO[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(PHOTO)}"
    assert is_problem(other.get(f"/blobs/{SHA}", Range="bytes=999999-"), 416, "range-not-satisfiable")
    assert other.get(f"/blobs/{SHA}", Range="bytes=-10").content == PHOTO[-10:]
    for nonsense in ("bytes=5-1", "bytes=1-2,4-5", "bytes=-", "lines=1-2", "bytes=x-"):
        assert other.get(f"/blobs/{SHA}", Range=nonsense).content == PHOTO
    assert put(ranchi, PHOTO).json()["complete"]


def test_a_hash_that_was_written_in_another_way_names_its_file(site: Site, ranchi: Joined) -> None:
    """JSON may write any character as its number."""
    body = msgspec.json.encode(ranchi.body(ranchi.op(BALU, {"name": "Balu", "notes": "HERE"})))
    spelled = body.replace(b"HERE", "".join(f"\\u{ord(c):04x}" for c in SHA[::-1]).encode())
    assert ranchi.post(spelled).json()["res"][0][0] == "ok"
    with site.engine.connect() as connection:
        assert SHA[::-1] in connection.execute(select(blob_names.c.sha256)).scalars().all()


def test_a_broken_upload_goes_on_where_it_stopped(site: Site, ranchi: Joined) -> None:
    size = len(PHOTO)
    first = put(ranchi, PHOTO[:1000], span=f"bytes 0-999/{size}")
    assert (first.status_code, first.json()) == (202, {"have": 1000, "complete": False})
    asked = put(ranchi, b"", span=f"bytes */{size}")
    assert (asked.status_code, asked.json()["have"]) == (202, 1000)
    gap = put(ranchi, PHOTO[2000:], span=f"bytes 2000-{size - 1}/{size}")
    assert is_problem(gap, 409, "bytes-missing")
    assert gap.json()["have"] == 1000
    last = put(ranchi, PHOTO[900:], span=f"bytes 900-{size - 1}/{size}")
    assert (last.status_code, last.json()) == (200, {"have": size, "complete": True})
    assert ranchi.get(f"/blobs/{SHA}").content == PHOTO
    assert [p.name for p in site.settings.blobs.rglob("*") if p.is_file()] == [SHA]


def test_another_file_than_its_name_says_is_not_kept(site: Site, ranchi: Joined) -> None:
    assert is_problem(put(ranchi, PHOTO[:-1] + b"x"), 422, "hash-differs")
    assert is_problem(put(ranchi, b""), 422, "hash-differs")
    assert [p for p in site.settings.blobs.rglob("*") if p.is_file()] == []
    assert put(ranchi, PHOTO).status_code == 200


def test_a_file_that_is_too_large_is_stopped(site: Site, ranchi: Joined) -> None:
    assert is_problem(put(ranchi, PHOTO + b"x"), 413, "too-large")
    assert is_problem(put(ranchi, b"x", span=f"bytes 0-0/{len(PHOTO) + 1}"), 413, "too-large")
    assert is_problem(put(ranchi, PHOTO, span="bytes 0-9/10"), 413, "too-large")


def test_a_range_that_is_none_is_refused(ranchi: Joined) -> None:
    for span in ("bytes", "bytes 5-1/10", "bytes 0-10/10", "bytes 0-9/*", "items 0-1/2", "bytes -5/10"):
        assert is_problem(put(ranchi, b"x", span=span), 400, "malformed"), span


def test_only_those_who_hold_a_live_record_that_names_it(site: Site, ranchi: Joined) -> None:
    put(ranchi, PHOTO)
    khunti, reader = site.join((KHUNTI, "rw")), site.join((RANCHI, "ro"))
    assert khunti.get(f"/blobs/{SHA}").status_code == 404
    assert put(khunti, PHOTO).status_code == 404
    assert put(reader, PHOTO).status_code == 404
    assert put(ranchi, PHOTO, sha="ab" * 32).status_code == 404
    assert ranchi.get("/blobs/..%2F..%2Fhq-keys.json").status_code == 404
    ranchi.exchange(ranchi.op(ASHA, {"notes": "none"}, base=1, at_rev=1))
    assert ranchi.get(f"/blobs/{SHA}").status_code == 404


def test_an_erased_records_file_is_nobodys(site: Site, ranchi: Joined) -> None:
    put(ranchi, PHOTO)
    ranchi.exchange(ranchi.op(ASHA, {}, kind="erase", base=1, at_rev=1))
    assert ranchi.get(f"/blobs/{SHA}").status_code == 404


def test_a_line_that_breaks_keeps_what_came(tmp_path: Path) -> None:
    first = blobs.Receiving(tmp_path, SHA, "d1", None, len(PHOTO))
    first.write(PHOTO[:500])
    second = blobs.Receiving(tmp_path, SHA, "d1", f"bytes */{len(PHOTO)}", len(PHOTO))
    assert second.finish() == Have(500, complete=False)
    third = blobs.Receiving(tmp_path, SHA, "d1", f"bytes 500-{len(PHOTO) - 1}/{len(PHOTO)}", len(PHOTO))
    third.write(PHOTO[500:])
    assert third.finish() == Have(len(PHOTO), complete=True)
