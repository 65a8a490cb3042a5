"""What every test file shares."""

import os
from pathlib import Path

import pytest

# Before TensorFlow is imported anywhere, here or in a process that a test starts: its notes on
# the processor and on missing GPU libraries would fill the report.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the repository."""
    return Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--one-by-one",
        action="store_true",
        help="hand in each sample submission of a lab by itself, which takes three times as long",
    )


def pytest_configure() -> None:
    """Give each of several workers processors of its own.

    TensorFlow starts a thread for each processor that it sees, in every room. Two workers whose
    threads wait for each other on the same processors take half as long again.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    processors = sorted(os.sched_getaffinity(0))
    if worker and 1 < count <= len(processors):
        os.sched_setaffinity(0, processors[int(worker.removeprefix("gw")) :: count])
