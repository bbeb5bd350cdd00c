"""Counters for monitoring: how much and how fast, never who."""

import os
from collections import Counter as Tally
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from organizer_app.wire.protocol import Answer

WORKERS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library's own name; set when several workers share the counters
SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15)


class Metrics:
    """The counters of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own: dict[str, Any] = {"registry": self.registry, "namespace": "organizer_hq"}
        self.requests = Counter("requests", "Requests by route and status.", ["route", "status"], **own)
        self.refusals = Counter("refusals", "Refusals by type.", ["type"], **own)
        self.seconds = Histogram("request_seconds", "Time until the answer.", ["route"], buckets=SECONDS, **own)
        self.ops = Counter("ops", "Edits by what became of them.", ["status"], **own)
        self.rows = Counter("rows_sent", "Records sent down.", **own)
        self.bytes_in = Counter("exchange_received_bytes", "Bytes of exchanges as received.", **own)
        self.bytes_out = Counter("exchange_sent_bytes", "Bytes of answers as sent.", **own)
        self.waiting = Gauge("requests_now", "Requests being worked on.", multiprocess_mode="livesum", **own)

    def exchanged(self, answer: Answer, *, received: int, sent: int) -> None:
        """Counts one exchange; bytes as they went over the line."""
        self.bytes_in.inc(received)
        self.bytes_out.inc(sent)
        for status, count in Tally(result.status for result in answer.res).items():
            self.ops.labels(status).inc(count)
        self.rows.inc(sum(map(len, answer.rows.values())) + len(answer.full))

    def text(self) -> bytes:
        """All counters in Prometheus' text form, of all workers where there are several."""
        if os.environ.get(WORKERS_FOLDER):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no hints here
            return generate_latest(registry)
        return generate_latest(self.registry)
