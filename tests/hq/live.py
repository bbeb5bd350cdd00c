"""HQ's app behind a real socket in this process, and requests that its own description suggests."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from tests.hq.site import Site


@contextmanager
def listening(site: Site) -> Iterator[str]:
    """The address of a site that listens on the loopback."""
    config = uvicorn.Config(site.app, port=0, log_level="warning", access_log=False, ws="none", server_header=False)
    server = uvicorn.Server(config)
    bound = config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():  # bound is not yet listening
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        bound.close()
