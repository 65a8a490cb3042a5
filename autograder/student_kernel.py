"""The kernel of the student room: an ordinary Python kernel that can also hand over evidence.

It runs inside the sandbox, together with the student's code, so nothing that it says is trusted:
the examiner decodes what comes from here as data, and judges that. A submission that rewrites
this module only changes what it hands over itself.

Started by `student_room` as: python -m autograder.student_kernel SETTINGS CONNECTION_FILE
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp

from autograder import evidence, evidence_files

LONGEST_PRINT = 100_000
"""Characters that a called function may print and have passed on."""


class StudentKernel(IPythonKernel):
    """A Python kernel with one more request, `evidence_request`.

    Its content names an operation and the files that hold its input and output:
    `{"op": "fetch", "names": [...], "output": stem}`,
    `{"op": "call" | "attribute", "input": stem, "output": stem}`.
    """

    # ipykernel finds the method of the same name. It reads these lists and never changes them.
    msg_types = [*IPythonKernel.msg_types, "evidence_request"]  # noqa: RUF012
    control_msg_types = [*IPythonKernel.control_msg_types, "evidence_request"]  # noqa: RUF012

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.objects: dict[str, Any] = {}

    async def evidence_request(self, stream: Any, ident: Any, parent: dict[str, Any]) -> None:
        """Answer one request; whatever goes wrong becomes the reply's `error`."""
        content = parent["content"]
        try:
            operation = {"fetch": self.fetch, "call": self.call, "attribute": self.attribute}
            values = operation[content["op"]](content)
            encoder = evidence.Encoder(self.handle_for)
            bundle = encoder.bundle(values)
            evidence_files.write(Path(content["output"]), bundle, encoder.arrays)
            reply = {"status": "ok"}
        except KeyboardInterrupt:
            reply = {"status": "error", "error": "it took too long and was interrupted"}
        except BaseException as error:  # a student's __getattr__ may raise anything, SystemExit too
            reply = {"status": "error", "error": f"{type(error).__name__}: {error}"[:2000]}
        sys.stdout.flush()
        sys.stderr.flush()
        assert self.session is not None
        self.session.send(stream, "evidence_reply", reply, parent, ident=ident)

    def handle_for(self, value: Any) -> str:
        """Keep an object so that it can be called later, and return the handle that names it."""
        for handle, known in self.objects.items():
            if known is value:
                return handle
        handle = f"o{len(self.objects)}"
        self.objects[handle] = value
        return handle

    def _names(self) -> dict[str, Any]:
        """The notebook's variables."""
        assert self.shell is not None
        names: dict[str, Any] = self.shell.user_ns
        return names

    def fetch(self, content: dict[str, Any]) -> dict[str, Any]:
        """The variables that were asked for and exist."""
        names = self._names()
        return {name: names[name] for name in content["names"] if name in names}

    def attribute(self, content: dict[str, Any]) -> dict[str, Any]:
        """One public attribute of an object, as `result`, or what it raised."""
        given = self._input(content)
        try:
            return {"result": getattr(self.objects[given["handle"]], given["attribute"])}
        except Exception as error:
            return _raised(error)

    def call(self, content: dict[str, Any]) -> dict[str, Any]:
        """Call an object; `result` or what it raised, what it printed, and its arguments after it.

        `absent` are names that the test has deleted: they are gone while the call runs.
        """
        given = self._input(content)
        arguments, named = list(given["arguments"]), given["named"]
        names = self._names()
        away = {name: names.pop(name) for name in given["absent"] if name in names}
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                answer = {"result": self.objects[given["handle"]](*arguments, **named)}
        except Exception as error:
            answer = _raised(error)
        finally:
            names.update(away)
        changed = {"arguments": arguments, "named": named} if given["mutable"] else {}
        return {**answer, **changed, "printed": printed.getvalue()[:LONGEST_PRINT]}

    def _input(self, content: dict[str, Any]) -> dict[str, Any]:
        bundle, arrays = evidence_files.read(Path(content["input"]), 2**40)
        decoder = evidence.Decoder(bundle, arrays, lambda handle, *_: self.objects[handle])
        given = decoder.value(bundle["values"]["request"])
        assert isinstance(given, dict)
        return given


def _raised(error: Exception) -> dict[str, Any]:
    bases = [kind.__name__ for kind in type(error).__mro__]
    return {"raised": bases, "text": str(error)[:2000]}


def _limit(settings: dict[str, Any]) -> None:
    """Limits that hold for this process and all that it starts; a hard limit cannot be raised."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, settings["file_bytes"]),
        (resource.RLIMIT_DATA, settings["memory_bytes"]),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def serve(settings: dict[str, Any], connection_file: str) -> None:
    """Prepare the room in the current folder, then serve the kernel until it is shut down."""
    _limit(settings)
    if settings["training"] is not None:
        from autograder import training

        training.answer_mnist_offline()
        training.answer_in_large_batches()
        training.install(
            rows=settings["training"]["rows"],
            saved=settings["training"]["saved"],
            folder=Path.cwd(),
        )
    sys.argv = ["student_kernel", "-f", connection_file]
    sys.path.insert(0, os.getcwd())
    IPKernelApp.launch_instance(kernel_class=StudentKernel)


if __name__ == "__main__":
    serve(json.loads(sys.argv[1]), sys.argv[2])
