"""nbgrader's Formgrader, in a real Jupyter server: its pages open and its buttons run our steps."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ordinary
import pytest
from nbgrader.api import Gradebook
from ordinary import LAB, POINTS

TOKEN = "for-this-test-only"
START_SECONDS = 60


class Server:
    """A Jupyter server in a course's root, seen through its addresses."""

    def __init__(self, root: Path, own: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.root, self.log = root, own / "server.log"
        command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"]
        command += [f"--port={self.port}", "--ip=127.0.0.1", "--ServerApp.port_retries=0"]
        command += [f"--IdentityProvider.token={TOKEN}"]
        # A person's own Jupyter settings must not decide whether Formgrader is there.
        folders = {
            f"JUPYTER_{name}_DIR": str(own / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=root,
                env=ordinary.environment(HOME=str(own), **folders),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                self.get("/api/status")
                return
            except urllib.error.URLError:
                time.sleep(0.2)
        pytest.fail(f"the server did not start:\n{self.said()}")

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")[-5000:]

    def get(self, path: str, method: str = "GET", token: str = TOKEN) -> tuple[int, str]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            headers={"Authorization": f"token {token}"} if token else {},
            method=method,
            data=b"" if method == "POST" else None,
        )
        with urllib.request.urlopen(request, timeout=120) as response:
            return response.status, response.read().decode()

    def post(self, path: str) -> dict[str, Any]:
        """Press a button; what Formgrader shows then."""
        status, body = self.get(f"/formgrader/api{path}", "POST")
        assert status == 200
        return json.loads(body)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = ordinary.course(tmp_path_factory.mktemp("course"))
    server = Server(root, tmp_path_factory.mktemp("jupyter"))
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def graded(server: Server) -> Server:
    """The server after an instructor pressed Generate, and Autograde for each student."""
    made = server.post(f"/assignment/{LAB}/assign")
    assert made["success"], made
    ordinary.hand_in_all(
        server.root, {"half": ordinary.CLASS["half"], "scripted": ordinary.SCRIPTED}
    )
    for student in ("half", "scripted"):
        done = server.post(f"/submission/{LAB}/{student}/autograde")
        assert done["success"], done
    return server


def page_for_grading(server: Server, student: str) -> str:
    """The page on which a person grades a submission by hand."""
    with Gradebook(f"sqlite:///{server.root}/gradebook.db") as gradebook:
        number = gradebook.find_submission_notebook(LAB, LAB, student).id
    status, page = server.get(f"/formgrader/submissions/{number}/")
    assert status == 200
    return page


PAGES = ["", "/manage_assignments", "/gradebook", "/manage_students", f"/manage_submissions/{LAB}"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens(graded, page):
    status, body = graded.get(f"/formgrader{page}")
    assert status == 200 and "formgrader" in body.lower()


def test_nobody_gets_in_without_the_token(server):
    with pytest.raises(urllib.error.HTTPError) as caught:
        server.get(f"/formgrader/api/assignment/{LAB}/assign", "POST", token="")
    assert caught.value.code == 403
    caught.value.close()


def test_generate_makes_our_release(graded):
    notebook = ordinary.released(graded.root)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}, "ReleaseNotebook did not run"
    assert "range(101)" not in json.dumps(notebook)


def test_autograde_puts_the_points_into_the_gradebook(graded):
    scores = ordinary.scores(graded.root)["half"]
    assert {name: scores[name] for name in POINTS} == {**POINTS, "spread_test": 0, "box_test": 2.5}
    _, body = graded.get(f"/formgrader/api/submission/{LAB}/half")
    assert json.loads(body)["score"] == 7.5


def test_autograde_went_through_our_two_rooms(graded):
    saved = (graded.root / "autograded" / "half" / LAB / f"{LAB}.ipynb").read_text("utf-8")
    assert "application/vnd.autograder.outcome+json" in saved


def test_the_page_for_grading_by_hand_shows_the_outcomes(graded):
    page = page_for_grading(graded, "half")
    assert "<strong>○ not attempted: 0 of 2 points</strong>" in page
    assert "&lt;th" not in page, "the outcome's table is broken"


def test_no_script_of_a_students_runs_in_the_instructors_session(graded):
    page = page_for_grading(graded, "scripted")
    assert ordinary.scripts(page) == []
    assert ordinary.PICTURE in page and "<td>kept</td>" in page and "Kept.</strong>" in page


def test_feedback_is_made_by_its_button(graded):
    done = graded.post(f"/assignment/{LAB}/half/generate_feedback")
    assert done["success"], done
    page = ordinary.page_text(graded.root / "feedback" / "half" / LAB / f"{LAB}.html")
    assert "not attempted: 0 of 2 points" in page and "range(101)" not in page


def test_a_file_that_is_no_notebook_is_named_on_the_page(graded):
    path = ordinary.hand_in(graded.root, "zoe", "{not JSON")
    done = graded.post(f"/submission/{LAB}/zoe/autograde")
    assert not done["success"]
    assert f"{path}: not a notebook, it is not JSON" in done["log"]
    assert ordinary.scores(graded.root)["half"]["average_test"] == 3
