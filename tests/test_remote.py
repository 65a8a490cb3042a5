"""Stand-ins for functions and objects of a notebook."""

import numpy as np
import pytest

from autograder.remote import RemoteError, StandIn


class FakeRoom:
    """Answers as a student room would, for one function that runs here."""

    def __init__(self, function=None, **answer):
        self.function, self.answer, self.requests = function, answer, []

    def absent_names(self):
        return ["gone"]

    def ask_room(self, operation, request):
        self.requests.append((operation, request))
        if self.function is None:
            return self.answer
        arguments = [
            np.copy(a) if isinstance(a, np.ndarray) else a.copy() for a in request["arguments"]
        ]
        result = self.function(*arguments)
        return {"result": result, "arguments": arguments, "named": {}}


def stand_in(room, callable=True):
    return StandIn(room, "o1", "function", callable)


def test_a_call_goes_to_the_room_and_its_result_comes_back():
    room = FakeRoom(result=7)
    assert stand_in(room)(1, x=2) == 7
    [(operation, request)] = room.requests
    assert operation == "call"
    assert request == {
        "handle": "o1",
        "arguments": [1],
        "named": {"x": 2},
        "absent": ["gone"],
        "mutable": False,
    }


def test_an_exception_is_the_built_in_one_of_the_same_name():
    with pytest.raises(ValueError, match="n must be") as caught:
        stand_in(FakeRoom(raised=["ValueError", "Exception"], text="n must be positive"))()
    assert isinstance(caught.value, RemoteError)


def test_a_students_own_exception_counts_as_its_base():
    with pytest.raises(KeyError) as caught:
        stand_in(FakeRoom(raised=["Mine", "KeyError", "LookupError"], text="x"))()
    assert type(caught.value).__name__ == "Mine"


@pytest.mark.parametrize("names", [[], ["SystemExit"], ["print"]])
def test_what_is_no_built_in_exception_is_still_an_error(names):
    with pytest.raises(RemoteError):
        stand_in(FakeRoom(raised=names, text="x"))()


def test_what_a_call_prints_is_printed(capsys):
    stand_in(FakeRoom(result=None, printed="hello\n"))()
    assert capsys.readouterr().out == "hello\n"


def test_arguments_changed_in_place_are_changed_here():
    def double(values):
        values[:] = [2 * v for v in values] if isinstance(values, list) else values * 2

    listed, array = [1, 2], np.array([1.0, 2.0])
    call = stand_in(FakeRoom(double))
    call(listed)
    call(array)
    assert listed == [2, 4]
    assert array.tolist() == [2.0, 4.0]


def test_attributes_come_from_the_room_but_private_ones_do_not():
    room = FakeRoom(result=3)
    assert stand_in(room).radius == 3
    with pytest.raises(AttributeError):
        _ = stand_in(room)._secret


@pytest.mark.parametrize(
    "use",
    [
        lambda x: x == 1,
        lambda x: x != 1,
        lambda x: 1 == x,  # noqa: SIM300  (the other side of the comparison)
        lambda x: x < 1,
        lambda x: bool(x),
        lambda x: len(x),
        lambda x: list(x),
        lambda x: x[0],
        lambda x: 1 in x,
        lambda x: float(x),
        lambda x: int(x),
        lambda x: np.asarray(x),
        lambda x: np.testing.assert_allclose(x, 1),
        lambda x: [x] == [1],
    ],
)
def test_a_stand_in_has_no_value(use):
    with pytest.raises(RemoteError, match="plain value was expected"):
        use(stand_in(FakeRoom(result=1)))


def test_what_cannot_be_called_is_not():
    with pytest.raises(RemoteError, match="cannot be called"):
        stand_in(FakeRoom(), callable=False)()
