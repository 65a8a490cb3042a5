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
