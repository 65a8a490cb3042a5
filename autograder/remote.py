"""Stand-ins: what the examiner holds in place of a student's function or object.

Calling one runs it in the student room, on copies of the arguments, and its result comes back as
evidence. A stand-in has no value of its own: it cannot be compared, counted or converted, so an
object that claims to be equal to everything proves nothing.
"""

from __future__ import annotations

import builtins
from typing import Any, NoReturn, Protocol

import numpy as np


class RemoteError(Exception):
    """A student's value or function failed; always the answer's fault, never the grader's."""


class Room(Protocol):
    """What a stand-in needs of the examiner."""

    def ask_room(self, operation: str, request: dict[str, Any]) -> dict[str, Any]: ...

    def absent_names(self) -> list[str]: ...


class StandIn:
    """A function, class or other object that stays in the student room.

    Calls and public attributes go there. What a call prints is printed here; what it raises is
    raised here, as the built-in exception of the same name where there is one. Lists,
    dictionaries and arrays that the call changes in place are changed here as well.
    """

    __hash__ = object.__hash__

    def __init__(self, room: Room, handle: str, type_name: str, can_be_called: bool) -> None:
        self.__room, self.__handle = room, handle
        self.__type_name, self.__can_be_called = type_name, can_be_called

    def autograder_handle(self) -> str:
        """The name under which the student room keeps the object."""
        return self.__handle

    def __repr__(self) -> str:
        return f"<{self.__type_name} of the notebook>"

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        if not self.__can_be_called:
            raise RemoteError(f"a value of type {self.__type_name} cannot be called")
        targets = [*arguments, *named.values()]
        request = {
            "handle": self.__handle,
            "arguments": list(arguments),
            "named": named,
            "absent": self.__room.absent_names(),
            "mutable": any(isinstance(value, (list, dict, set, np.ndarray)) for value in targets),
        }
        answer = self.__room.ask_room("call", request)
        if answer.get("printed"):
            print(answer["printed"], end="")
        if "arguments" in answer:
            _write_back(targets, [*answer["arguments"], *answer["named"].values()])
        return _result(answer)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"a {self.__type_name} of the notebook has no {name} here")
        request = {"handle": self.__handle, "attribute": name}
        return _result(self.__room.ask_room("attribute", request))

    def __refuse(self, *_: object) -> NoReturn:
        raise RemoteError(
            f"a plain value was expected, got an object of type {self.__type_name}, "
            "which cannot be compared or converted"
        )

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __refuse
    __bool__ = __len__ = __iter__ = __contains__ = __getitem__ = __refuse
    __float__ = __int__ = __index__ = __complex__ = __array__ = __refuse


def _result(answer: dict[str, Any]) -> Any:
    if "raised" not in answer:
        return answer["result"]
    names, text = [str(name) for name in answer["raised"]], str(answer["text"])
    for name in names:
        kind = getattr(builtins, name, None)
        if isinstance(kind, type) and issubclass(kind, Exception):
            # One class that is both, so that `except ValueError` in a test works as it reads.
            raise type(names[0], (RemoteError, kind), {})(text)
    raise RemoteError(f"{names[0] if names else 'an error'}: {text}")


def _write_back(targets: list[Any], changed: list[Any]) -> None:
    for target, new in zip(targets, changed, strict=True):
        if type(target) is not type(new):
            continue
        if isinstance(target, list):
            target[:] = new
        elif isinstance(target, (dict, set)):
            target.clear()
            target.update(new)
        elif (
            isinstance(target, np.ndarray) and target.shape == new.shape and target.flags.writeable
        ):
            target[...] = new
