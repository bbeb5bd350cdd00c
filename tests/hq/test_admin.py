"""organizer-hq as its users type it: answers, refusals in one sentence, exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from organizer_app.hq import admin, opening
from organizer_app.hq.settings import DATA_VARIABLE, DB_VARIABLE
from organizer_app.importing import wing_lists
from organizer_app.jobs import data_folder
from organizer_app.services.areas import area_id
from organizer_app.services.wings import wing_id
from organizer_app.wire import joining
from tests.hq.site import V1, Joined, Site, wish_for
from tests.hq.world import ASHA


class Told:
    """What a command said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


class Command:
    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self._capsys = data, capsys

    def __call__(self, *arguments: str) -> Told:
        with pytest.raises(SystemExit) as ended:
            admin.main(["--data", str(self.data), *arguments])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return Told(int(str(ended.value.code or 0)), out, err)


@pytest.fixture
def hq(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    for name in (DATA_VARIABLE, DB_VARIABLE, "ORGANIZER_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    return Command(tmp_path / "hq", capsys)


@pytest.fixture
def ready(hq: Command) -> Command:
    assert hq("init", "--pack", "jharkhand").code == 0
    return hq


def served(hq: Command) -> Site:
    return Site(opening.connect(f"sqlite:///{hq.data / 'hq.sqlite'}"), hq.data)


def test_init_loads_what_laptops_have_under_the_same_ids_and_again_changes_nothing(hq: Command) -> None:
    assert hq("--json", "init", "--pack", "jharkhand").json["records"] > 100
    assert hq("--json", "init", "--pack", "jharkhand").json["records"] == 0
    site, template = served(hq), wing_lists.read(data_folder.shipped("wings.csv"))
    rows = site.join(("state:20", "ro"), ("hq", "ro")).exchange(max=2000).json()["rows"]
    ids = {row[2] for bucket in rows.values() for row in bucket}
    assert {area_id("district", "339").hex(), *(wing_id(line.code).hex() for line in template)} <= ids
    assert {row[1] for row in rows["state:20"]} == {"areas"}
    assert {row[1] for row in rows["hq"]} == {"wings"}
    site.engine.dispose()


def test_a_laptop_joins_with_a_printed_code(ready: Command) -> None:
    assert ready("devices").out.startswith("No laptop has joined yet.")
    told = ready("--json", "enrol", "--area", "339", "--ro", "340", "--label", "Ranchi").json
    assert told["buckets"] == [
        ["D339", "rw"],
        ["D339:up", "rw"],
        ["D340", "ro"],
        ["D340:up", "ro"],
        ["hq", "ro"],
        ["state:20", "ro"],
    ]
    site = served(ready)
    said = site.client.get(f"{V1}/hello").json()
    assert joining.read_code(told["code"])[1] == joining.fingerprint(said["hq_sign"], said["hq_box"])
    assert site.client.post(f"{V1}/enrol", json=wish_for(told["code"])).status_code == 200
    (laptop,) = ready("--json", "devices").json
    assert (laptop["label"], laptop["status"]) == ("Ranchi", "active")
    assert laptop["grants"]["D340"] == "ro"
    assert "Ranchi" in ready("devices").out
    site.engine.dispose()


def test_a_states_laptop_holds_what_districts_share_and_nobodys_people(ready: Command) -> None:
    buckets = dict(ready("--json", "enrol", "--area", "state:20").json["buckets"])
    assert buckets["state:20"] == "rw"
    assert buckets["D339:up"] == "rw"
    assert "D339" not in buckets
    assert dict(ready("--json", "enrol", "--area", "hq").json["buckets"]) == {"hq": "rw", "state:20": "rw"}


@pytest.fixture
def laptop(ready: Command) -> Any:
    site = served(ready)
    yield site.join(("D339", "rw"), label="Ranchi 1")
    site.engine.dispose()


def test_grant_suspend_revoke_and_the_audit_log_of_it(ready: Command, laptop: Joined) -> None:
    assert ready("grant", "ranchi 1", "D340", "ro").code == 0
    assert laptop.exchange().json()["ro"] == ["D340"]
    assert ready("grant", laptop.device[:8], "D340", "none").code == 0
    assert laptop.exchange().json()["buckets"] == ["D339"]
    assert ready("--json", "suspend", "Ranchi 1").json["status"] == "suspended"
    assert laptop.exchange().status_code == 403
    assert ready("suspend", "Ranchi 1", "--off").code == 0
    assert laptop.exchange().status_code == 200
    signed = ready("--json", "revoke", "Ranchi 1").json
    assert laptop.exchange().json()["order"] == signed["order"]
    for verb in (("suspend", "Ranchi 1", "--off"), ("grant", "Ranchi 1", "D340", "rw")):
        refused = ready(*verb)
        assert (refused.code, refused.err) == (1, "“Ranchi 1” was revoked for good. It has to join again.\n")
    acts = [entry["act"] for entry in ready("--json", "audit").json]
    assert acts[:6] == ["revoke", "resume", "suspend", "grant", "grant", "joined"]


def test_the_signing_key_can_be_kept_off_the_server(hq: Command, tmp_path: Path) -> None:
    key = tmp_path / "sign.key"
    assert hq("init", "--sign-key", str(key)).code == 0
    site = served(hq)
    site.join(("D339", "rw"), label="Ranchi 1")
    assert key.read_text().strip() not in (hq.data / "hq-keys.json").read_text()
    refused = hq("revoke", "Ranchi 1")
    assert (refused.code, "--sign-key" in refused.err) == (1, True)
    other = tmp_path / "other.key"
    other.write_text("ab" * 32)
    assert "not this HQ's" in hq("revoke", "Ranchi 1", "--sign-key", str(other)).err
    assert hq("revoke", "Ranchi 1", "--sign-key", str(key)).code == 0
    site.engine.dispose()


def test_a_member_moves_with_what_is_theirs(ready: Command, laptop: Joined) -> None:
    consent, other = f"{8:032x}", f"{9:032x}"
    fields = {"member_id": ASHA, "purpose": "calls"}
    laptop.exchange(
        laptop.op(ASHA, {"name": "Asha"}),
        laptop.op(consent, fields, tbl="consents"),
        laptop.op(other, {"name": "Balu", "notes": ASHA}),
    )
    assert ready("--json", "move", ASHA, "D340").json == {"moved": 2}
    states = {row[2]: row[4] for row in laptop.exchange().json()["rows"]["D339"]}
    assert states == {ASHA: "gone", consent: "gone", other: "same"}
    khunti = laptop.site.join(("D340", "rw"))
    assert {row[2] for row in khunti.exchange().json()["rows"]["D340"]} == {ASHA, consent}
    assert ready("move", ASHA, "hq").err.startswith("“hq” is not a district's bucket.")
    assert ready("move", "f" * 32, "D340").err.startswith("HQ has no member")


def test_backup_and_restore(ready: Command, laptop: Joined, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "hq.backup"
    refused = ready("backup", str(file))
    assert (refused.code, "passphrase is needed" in refused.err) == (1, True)
    secret = tmp_path / "secret"
    secret.write_text("four words make a key\nnot this\n")
    before = ready("--json", "status").json
    assert before["last_backup"] is None
    assert ready("--passphrase-file", str(secret), "--json", "backup", str(file)).json["rows"] > 100
    assert ready("--json", "status").json["last_backup"] > 0
    laptop.exchange(laptop.op(ASHA, {"name": "Asha"}))
    monkeypatch.setenv("ORGANIZER_PASSPHRASE", "four words make a key")
    gen = ready("--json", "restore", str(file)).json["gen"]
    after = ready("--json", "status").json
    assert (after["gen"], after["records"]) == (gen, before["records"])
    assert gen != before["gen"]
    assert ready("--json", "new-generation").json["gen"] != gen
    assert ready("restore", str(tmp_path / "none")).code == 1
    assert "{" not in ready("status").out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["devices"], 1, "There is no HQ in"),
        (["enrol", "--area", "339"], 1, "There is no HQ in"),
        (["enrol"], 2, "--area"),
        (["grant", "x", "D1", "all"], 2, "all"),
        (["init", "--pack", "nowhere"], 1, "There is no area list “nowhere”"),
        (["--db", "mysql://x", "init"], 1, "is no database for HQ"),
        (["--db", "postgresql+psycopg://hq:secret@127.0.0.1:1/x", "init"], 1, "can't be opened"),
        (["no-such-verb"], 2, "no-such-verb"),
    ],
)
def test_refusals_are_one_sentence(hq: Command, arguments: list[str], code: int, said: str) -> None:
    told = hq(*arguments)
    assert told.code == code
    assert said in told.err
    assert "secret" not in told.err
    assert told.out == ""
    if code == 1:
        assert len(told.err.strip().splitlines()) == 1


def test_unknown_places_and_laptops_are_named(ready: Command) -> None:
    assert "the code “99999”" in ready("enrol", "--area", "99999").err
    assert "“nobody”" in ready("suspend", "nobody").err
    assert "लैपटॉप" in ready("--lang", "hi", "suspend", "nobody").err
    assert ready("grant", "nobody", "D1", "rw").code == 1


def test_a_pinned_certificate_is_in_the_fingerprint(ready: Command, tmp_path: Path) -> None:
    file = tmp_path / "no.pem"
    file.write_text("not a certificate")
    refused = ready("enrol", "--area", "339", "--pin-cert", str(file))
    assert (refused.code, "no certificate in PEM form" in refused.err) == (1, True)
