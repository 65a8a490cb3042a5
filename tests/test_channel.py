"""Messages between our own processes: whole, in order, and none forgotten."""

import select
import socket

import pytest

from autograder.channel import Channel


@pytest.fixture
def ends():
    ours, theirs = map(Channel, socket.socketpair())
    yield ours, theirs
    ours.close()
    theirs.close()


def test_messages_arrive_whole_and_in_order(ends):
    ours, theirs = ends
    ours.send(op="first", text="a\nb", number=1)
    ours.send(op="second", text="x" * 100_000)
    assert theirs.receive(5) == {"op": "first", "text": "a\nb", "number": 1}
    assert theirs.receive(5) == {"op": "second", "text": "x" * 100_000}


def test_a_message_that_came_with_another_is_not_forgotten(ends):
    ours, theirs = ends
    assert not theirs.has_message()
    ours.send(op="first")
    ours.send(op="second")
    theirs.receive(5)
    assert not select.select([theirs], [], [], 0)[0]  # both were read from the socket
    assert theirs.has_message()
    assert theirs.receive(5) == {"op": "second"}
    assert not theirs.has_message(0.01)


def test_silence_is_a_timeout_and_leaves_what_came_before(ends):
    ours, theirs = ends
    ours._socket.sendall(b'{"op": ')
    with pytest.raises(TimeoutError):
        theirs.receive(0.05)
    ours._socket.sendall(b'"late"}\n')
    assert theirs.receive(5) == {"op": "late"}


def test_an_end_that_is_gone_is_told(ends):
    ours, theirs = ends
    ours.close()
    assert theirs.has_message()
    with pytest.raises(EOFError):
        theirs.receive(5)
    with pytest.raises(OSError):
        for _ in range(2):
            theirs.send(op="late")
