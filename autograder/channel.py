"""Messages between processes of ours: one JSON object a line over a pair of sockets."""

from __future__ import annotations

import contextlib
import json
import socket
from typing import Any


class Channel:
    """Messages to and from the other end of a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._read = connection.makefile("rb")
        self._write = connection.makefile("wb")

    def fileno(self) -> int:
        """The connection's file descriptor, to wait for a message when none was begun."""
        return self._socket.fileno()

    def send(self, **message: Any) -> None:
        """Send a message. Raises OSError when the other side is gone."""
        self._write.write(json.dumps(message).encode() + b"\n")
        self._write.flush()

    def receive(self) -> dict[str, Any]:
        """The next message; EOFError when the other side is gone."""
        line = self._read.readline()
        if not line.endswith(b"\n"):
            raise EOFError("the other side closed the channel")
        message = json.loads(line)
        assert isinstance(message, dict)
        return message

    def close(self) -> None:
        """Close the connection; what was not sent yet is lost."""
        for one in (self._read, self._write, self._socket):
            with contextlib.suppress(OSError):
                one.close()
