"""The examiner: a process of its own that runs test cells on evidence.

It never runs or unpickles anything of the student's. One process imports Keras once and waits;
for each submission it forks a child, so that no submission meets what another one left.

Started by `examiner_process` as: python -m autograder.examiner FILE_DESCRIPTOR
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import importlib
import io
import linecache
import numbers
import os
import socket
import symtable
import sys
import traceback
import types
from pathlib import Path
from typing import Any

from autograder import evidence, evidence_files
from autograder.channel import Channel
from autograder.outcomes import GRADER_FAULT, PASSED, WRONG, Wrong, shorten
from autograder.remote import RemoteError, StandIn

Message = dict[str, Any]

_PACKAGE = str(Path(__file__).resolve().parent)


class Examiner:
    """Runs the test cells of one submission, in the order in which they come."""

    def __init__(self, channel: Channel, begin: Message) -> None:
        self._channel = channel
        self._to_room = Path(begin["to_room"])
        self._most_bytes = int(begin["evidence_bytes"])
        self._requests = 0
        self._tools: dict[str, Any] = {}  # functions, classes and modules that test cells defined
        self._values: dict[str, Any] = {}  # other values that they defined
        self._defined_by: dict[str, int] = {}  # for each, the number of the test cell that did
        self._number = 0
        self._namespace: dict[str, Any] = {}
        self._fetched: list[str] = []
        if begin["settings"]:
            checks = importlib.import_module("autograder.checks")
            course = importlib.import_module("autograder.course")
            checks.use_settings(course.LabSettings.from_metadata(begin["settings"]))

    def absent_names(self) -> list[str]:
        """Names that came from the student room and that the test has deleted since."""
        return [name for name in self._fetched if name not in self._namespace]

    def ask_room(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        """Have the student room call an object or read an attribute; its answer, decoded."""
        self._requests += 1
        stem = self._to_room / f"q{self._requests}"
        encoder = evidence.Encoder(_handle)
        evidence_files.write(stem, encoder.bundle({"request": request}), encoder.arrays)
        decoder = self._answer(op=operation, input=str(stem))
        evidence_files.remove(stem)
        try:
            return {name: decoder.value(node) for name, node in decoder.values.items()}
        except evidence.EvidenceError as error:
            raise RemoteError(f"what the function gave back cannot be used: {error}") from error

    def _answer(self, **message: Any) -> evidence.Decoder:
        self._channel.send(**message)
        reply = self._channel.receive()
        if "problem" in reply:
            raise RemoteError(str(reply["problem"]))
        stem = Path(reply["stem"])
        try:
            bundle, arrays = evidence_files.read(stem, self._most_bytes)
            evidence_files.remove(stem)
            return evidence.Decoder(bundle, arrays, lambda *of: StandIn(self, *of))
        except evidence.EvidenceError as error:
            raise RemoteError(str(error)) from error

    def test(self, name: str, source: str, hidden: list[int], assigned: dict[str, int]) -> Message:
        """Run one test cell; the outcome's fields.

        `hidden` are the numbers of hidden lines. `assigned` says behind which test cell (by its
        number, from 0) an answer last assigned a name: a value that a test defined stays, unless
        an answer after that test assigns the name anew.
        """
        self._number += 1
        filename = f"<test {name}>"
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        printed = io.StringIO()
        try:
            tree = ast.parse(source, filename)
            self._prepare(source, assigned)
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                value = self._execute(tree, filename)
        except BaseException as error:
            return self._judge(error, filename, set(hidden))
        finally:
            self._keep()
        return _credit(value)

    def _prepare(self, source: str, assigned_since: dict[str, int]) -> None:
        names, assigned = free_names(source)
        kept = {n for n, by in self._defined_by.items() if assigned_since.get(n, 0) < by}
        names -= set(self._tools) | kept
        decoder = self._answer(op="fetch", names=sorted(names))
        self._namespace = {"__name__": "__main__", "__builtins__": builtins, **self._values}
        self._fetched = []
        for name, node in decoder.values.items():
            if name not in names:
                continue
            try:
                self._namespace[name] = decoder.value(node)
                self._fetched.append(name)
            except evidence.EvidenceError as error:
                if name not in assigned:
                    raise Wrong(name, "a value that can be graded", str(error)) from error
        self._namespace.update(self._tools)
        self._before = dict(self._namespace)

    def _execute(self, tree: ast.Module, filename: str) -> Any:
        last = tree.body[-1] if tree.body else None
        if not isinstance(last, ast.Expr):
            exec(compile(tree, filename, "exec"), self._namespace)
            return None
        body = ast.Module(tree.body[:-1], tree.type_ignores)
        exec(compile(body, filename, "exec"), self._namespace)
        return eval(compile(ast.Expression(last.value), filename, "eval"), self._namespace)

    def _keep(self) -> None:
        """Remember what the test cell defined, for the test cells after it."""
        before = getattr(self, "_before", {})
        for name, value in self._namespace.items():
            if name.startswith("__") or before.get(name, before) is value:
                continue
            tool = isinstance(value, (types.FunctionType, types.ModuleType, type))
            (self._tools if tool else self._values)[name] = value
            if not tool:
                self._defined_by[name] = self._number

    def _judge(self, error: BaseException, filename: str, hidden: set[int]) -> Message:
        """Whose fault an exception is, and what a student may read about it."""
        detail = "".join(traceback.format_exception(error))[-8000:]
        frames = traceback.extract_tb(error.__traceback__)
        own = [i for i, frame in enumerate(frames) if frame.filename == filename]
        line = frames[own[-1]].lineno if own else None
        deeper = frames[own[-1] + 1 :] if own else frames
        if isinstance(error, Wrong):
            fields = {k: getattr(error, k) for k in ("subject", "expected", "got", "hint")}
            return {"status": WRONG, "detail": detail, **{k: shorten(v) for k, v in fields.items()}}
        if isinstance(error, RemoteError):
            return _wrong(shorten(_describe(error)), detail)
        if isinstance(error, NameError) and error.name and error.name not in self._namespace:
            subject, got = error.name, "no such name in the notebook"
            hint = "check the spelling, and that the cell that defines it runs without an error"
            fields = {"subject": subject, "expected": "a value", "got": got, "hint": hint}
            return {"status": WRONG, "detail": detail, **fields}
        in_grader = any(frame.filename.startswith(_PACKAGE) for frame in deeper)
        if not own or in_grader or not isinstance(error, Exception):
            return {"status": GRADER_FAULT, "message": "the test itself failed", "detail": detail}
        if isinstance(error, AssertionError) and not deeper and str(error):
            return _wrong(shorten(str(error)), detail)  # the author wrote this to be read
        if line in hidden:
            return _wrong("a hidden test of this exercise did not pass", detail)
        code = shorten(linecache.getline(filename, line or 0), 200)
        if isinstance(error, AssertionError) and not deeper:
            return _wrong(f"this does not hold: {code.removeprefix('assert ')}", detail)
        return _wrong(f"{shorten(_describe(error))} (in the test: {code})", detail)


def _wrong(message: str, detail: str) -> Message:
    return {"status": WRONG, "message": message, "detail": detail}


def _describe(error: BaseException) -> str:
    if type(error) in (RemoteError, AssertionError):
        return str(error) or "it does not hold"
    return f"{type(error).__name__}: {error}"


def _credit(value: Any) -> Message:
    """A pass, or a part of the points: a number that ends a test cell is what it earns."""
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        return {"status": PASSED, "credit": float(value)}
    return {"status": PASSED}


def _handle(value: Any) -> str:
    if isinstance(value, StandIn):
        return value.autograder_handle()
    raise TypeError(f"a test cannot hand a {type(value).__name__} to a function of the notebook")


def free_names(source: str) -> tuple[set[str], set[str]]:
    """Names that a cell takes from outside, and names that it assigns itself."""
    top = symtable.symtable(source, "<test>", "exec")
    names = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    # `del f` needs f, although it only counts as an assignment.
    deleted = {
        target.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Delete)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assigned = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned()}
    imported = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_imported()}
    tables = list(top.get_children())
    while tables:
        table = tables.pop()
        names |= {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
        tables += table.get_children()
    return (names | deleted) - imported - set(dir(builtins)), assigned - deleted


def _serve(channel: Channel, begin: Message) -> None:
    os.environ.update(begin["environment"])
    examiner = Examiner(channel, begin)
    channel.send(op="begun", pid=os.getpid())
    while (message := channel.receive())["op"] != "end":
        outcome = examiner.test(*(message[key] for key in ("name", "source", "hidden", "assigned")))
        channel.send(op="outcome", **outcome)


def main() -> None:
    """Wait for submissions and fork a child for each."""
    channel = Channel(socket.socket(fileno=int(sys.argv[1])))
    channel.send(op="ready")
    while True:
        try:
            message = channel.receive()
        except EOFError:
            return
        if message["op"] == "preload":
            for module in message["modules"]:
                importlib.import_module(module)
            channel.send(op="ready")
            continue
        child = os.fork()
        if child == 0:
            status = 1
            try:
                _serve(channel, message)
                status = 0
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(status)
        _, status = os.waitpid(child, 0)
        channel.send(op="ended", status=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
