"""Messages between processes of ours: one JSON object a line over a pair of sockets."""

from __future__ import annotations

import json
import select
import socket
from typing import Any

PIECE = 2**16


class Channel:
    """Messages to and from the other end of a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._received = bytearray()

    def fileno(self) -> int:
        """The connection's file descriptor, for `select`; see `has_message`."""
        return self._socket.fileno()

    def has_message(self, seconds: float = 0) -> bool:
        """Whether there is something to receive, now or within `seconds`.

        What came together with an earlier message is here already, so `select` does not see it.
        """
        return b"\n" in self._received or bool(select.select([self], [], [], seconds)[0])

    def send(self, **message: Any) -> None:
        """Send a message. Raises OSError when the other side is gone."""
        self._socket.sendall(json.dumps(message).encode() + b"\n")

    def receive(self, seconds: float | None = None) -> dict[str, Any]:
        """The next message. Raises EOFError when the other side is gone, and TimeoutError."""
        self._socket.settimeout(seconds)
        while (end := self._received.find(b"\n")) < 0:
            piece = self._socket.recv(PIECE)
            if not piece:
                raise EOFError("the other side closed the channel")
            self._received += piece
        message = json.loads(self._received[:end])
        del self._received[: end + 1]
        assert isinstance(message, dict)
        return message

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()
