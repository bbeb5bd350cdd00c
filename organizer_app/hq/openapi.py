"""The description of the API at /openapi.json, made from the messages themselves."""

from typing import Any

import msgspec

from organizer_app.hq.problems import MEDIA_TYPE, Problem
from organizer_app.wire.joining import Enrol, Enrolled, Hello, NewToken, Offer
from organizer_app.wire.lookups import Have, History
from organizer_app.wire.protocol import Answer, Exchange

PREFIX = "/sync/v1"
HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_MESSAGES = (Hello, Enrol, Offer, Enrolled, NewToken, Exchange, Answer, History, Have, Problem)
_AUTH: list[dict[str, list[str]]] = [{"token": []}]


def document() -> dict[str, Any]:
    """OpenAPI 3.1."""
    _, schemas = msgspec.json.schema_components(_MESSAGES, schema_hook=_raw, ref_template="#/components/schemas/{name}")
    token = {"type": "http", "scheme": "bearer", "description": "The token of one laptop, from enrol or token."}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Field Organizer HQ",
            "version": "1",
            "description": "Sync protocol 1. Bodies may be gzip both ways (Content-Encoding, Accept-Encoding).",
        },
        "paths": {PREFIX + path: item for path, item in _paths().items()} | _own_paths(),
        "components": {"schemas": schemas, "securitySchemes": {"token": token}},
    }


def _raw(kind: type) -> dict[str, Any]:
    """A document spliced in as stored: an object by column name, or null."""
    if kind is msgspec.Raw:
        return {"type": ["object", "null"]}
    raise NotImplementedError  # msgspec's own way to say: not mine


def _paths() -> dict[str, Any]:
    sha = [_parameter("sha256", HASH)]
    record = [_parameter("tbl", {"type": "string"}), _parameter("id", {"type": "string"})]
    piece = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {
        "/hello": {
            "get": _operation(
                "What HQ is and speaks.",
                {"200": _answer("Hello"), "304": {"description": "As before (ETag)."}},
                parameters=[_header("If-None-Match")],
            )
        },
        "/look": {
            "post": _operation("What a code would bring; it is not used up.", {"200": _answer("Offer")}, body="Enrol")
        },
        "/enrol": {"post": _operation("Join with a code.", {"200": _answer("Enrolled")}, body="Enrol")},
        "/token": {
            "post": _operation("A new token; the old one stays until its first use.", _ok("NewToken"), secure=True)
        },
        "/exchange": {"post": _operation("Push and pull in one.", _ok("Answer"), body="Exchange", secure=True)},
        "/blobs/{sha256}": {
            "parameters": sha,
            "get": _operation(
                "A photo or kit file that a record of yours names.",
                {
                    "200": {"description": "The file.", "content": piece},
                    "206": {"description": "The part asked for.", "content": piece},
                    "416": {"description": "There is no such part."},
                },
                parameters=[_header("Range"), _header("If-Range")],
                secure=True,
            ),
            "put": _operation(
                "Hand a file in, whole or from where it stopped.",
                {"200": _answer("Have"), "202": _answer("Have")},
                parameters=[_header("Content-Range")],
                secure=True,
            )
            | {"requestBody": {"required": True, "content": piece}},
        },
        "/history/{tbl}/{id}": {
            "parameters": record,
            "get": _operation("Who changed what, when.", _ok("History"), secure=True),
        },
    }


def _own_paths() -> dict[str, Any]:
    text = {"text/plain": {"schema": {"type": "string"}}}
    description = {"application/json": {"schema": {"type": "object"}}}
    return {
        "/healthz": {"get": _operation("Whether HQ and its database answer.", {"200": _content("Well.", text)})},
        "/metrics": {"get": _operation("Counters for Prometheus.", {"200": _content("Counters.", text)})},
        "/openapi.json": {"get": _operation("This page.", {"200": _content("OpenAPI.", description)})},
    }


def _operation(
    summary: str,
    responses: dict[str, Any],
    *,
    body: str = "",
    parameters: list[dict[str, Any]] | None = None,
    secure: bool = False,
) -> dict[str, Any]:
    made: dict[str, Any] = {"summary": summary, "responses": responses | {"default": _content("Refused.", _PROBLEM)}}
    if body:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref(body)}}}
    if parameters:
        made["parameters"] = parameters
    if secure:
        made["security"] = _AUTH
    return made


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _content(description: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": content}


def _answer(name: str) -> dict[str, Any]:
    return _content(name, {"application/json": {"schema": _ref(name)}})


def _ok(name: str) -> dict[str, Any]:
    return {"200": _answer(name)}


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _header(name: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "schema": {"type": "string"}}


_PROBLEM = {MEDIA_TYPE: {"schema": _ref("Problem")}}
