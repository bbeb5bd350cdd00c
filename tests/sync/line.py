"""A bad line to HQ: an adapter that loses, delays, cuts and refuses what a test says, and hands on the rest."""

import io
from collections.abc import Iterable
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

OK, LOST_REQUEST, LOST_ANSWER, TIME_OUT, BUSY, CUT, NONSENSE = range(7)


class BadLine(HTTPAdapter):
    """Fails as `faults` says, one for each exchange; afterwards the line is good."""

    def __init__(self, faults: Iterable[int] = ()) -> None:
        super().__init__()
        self.faults = list(faults)
        self.sent = 0

    def send(self, request: requests.PreparedRequest, *given: Any, **named: Any) -> requests.Response:  # type: ignore[override]  # handed on as it came
        fault = self.faults.pop(0) if self.faults and request.path_url.endswith("/exchange") else OK
        self.sent += 1
        if fault == LOST_REQUEST:
            raise requests.ConnectionError("no route")
        if fault == BUSY:
            return self._made(request, 503, b'{"type":"unavailable","title":"busy"}', {"Retry-After": "7"})
        if fault == NONSENSE:
            return self._made(request, 502, b"<html>bad gateway</html>", {"Content-Type": "text/html"})
        answer = super().send(request, *given, **named)
        if fault in (LOST_ANSWER, TIME_OUT):
            answer.close()
            raise requests.ReadTimeout("late") if fault == TIME_OUT else requests.ConnectionError("reset")
        if fault == CUT:
            whole = answer.raw.read(decode_content=False)
            return self._made(request, 200, whole[: len(whole) // 2], dict(answer.headers))
        return answer

    def _made(self, request: requests.PreparedRequest, status: int, body: bytes, headers: dict[str, str]) -> Any:
        kept = {k: v for k, v in headers.items() if k.lower() not in ("content-length", "transfer-encoding")}
        raw = HTTPResponse(io.BytesIO(body), headers=kept, status=status, preload_content=False)
        return self.build_response(request, raw)  # type: ignore[no-untyped-call]  # the hints leave it out
