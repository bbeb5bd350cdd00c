"""HQ's app behind a real socket in this process."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from tests.hq.site import Site

SOON = 0.005  # seconds


class Prompt(uvicorn.Server):
    """Ends when it is told to: the original looks, and waits for what is open, by tenths of a second."""

    async def main_loop(self) -> None:
        await self.on_tick(0)  # makes the headers
        while not self.should_exit:
            await asyncio.sleep(SOON)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        while self.server_state.connections or self.server_state.tasks:
            await asyncio.sleep(SOON)
        await self.lifespan.shutdown()


@contextmanager
def listening(site: Site) -> Iterator[str]:
    """The address of a site that listens on the loopback."""
    config = uvicorn.Config(site.app, port=0, log_level="warning", access_log=False, ws="none", server_header=False)
    server = Prompt(config)
    bound = config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():  # bound is not yet listening
        time.sleep(SOON)
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        bound.close()
