"""The idle check: does a laptop hold the same revisions of the same records as HQ."""

from organizer_app.hq.sql import Sql
from organizer_app.wire.protocol import Exchange, check

_REMEMBERED = 4_096
Stand = tuple[int, str]  # count and XOR, as wire.protocol.check gives them


class IdleCheck:
    """Counts and hashes of buckets, remembered by version, because a bucket at one version never changes."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Stand] = {}

    def differing(self, sql: Sql, request: Exchange, vers: dict[str, int]) -> list[str]:
        """The buckets of a request whose check differs, of those that the laptop has read to the end."""
        read = [name for name in request.chk if name in vers and request.cur.get(name) == vers[name]]
        return [name for name in read if tuple(request.chk[name]) != self._stand(sql, name, vers[name])]

    def _stand(self, sql: Sql, bucket: str, ver: int) -> Stand:
        known = self._known.get((bucket, ver))
        if known is None:
            rows = sql.rows("SELECT id, rev FROM head WHERE bucket = ? AND state = 'live'", bucket)
            known = check((row[0], row[1]) for row in rows)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[bucket, ver] = known
        return known
