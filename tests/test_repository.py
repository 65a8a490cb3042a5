"""The files around the package: pins, hashes, the conda environment, and no trace of a machine."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Settings and addresses that tie an installation to one package index.
INDEX = re.compile(
    r"--(extra-)?index-url[ =]\S*[:/]|--find-links[ =]\S*[:/]|--trusted-host"
    r"|(index[-_]url|find[-_]links|registry)\s*[=:]\s*\S*//"
    r"|//\S+/simple\b|//(files|deb)\.[\w.-]+|//\S+/debian\b",
    re.IGNORECASE,
)
# A path that starts at the root, as against `a/b`, `./a`, `$x/a`, `//`, `/*` or a word like and/or.
ABSOLUTE = re.compile(r"(?<![\w.:/~*$})\]<-])/[a-z][\w.-]*/?[\w./-]*")
# Those that mean the same on every machine.
ANYWHERE = re.compile(r"/(dev/null|usr/bin/env)\b")
# The lock file's entries: name -> [(requirement, number of hashes)].
Locked = dict[str, list[tuple[Requirement, int]]]
# Folders that many machines have: a test or a hostile submission may well name them.
SHARED_FOLDERS = {
    Path(p) for p in ("/", "/tmp", "/root", "/home", "/opt", "/srv", "/mnt", "/usr/src")
}
BINARY = {".keras", ".npz", ".png", ".gif", ".ico", ".pyc"}
OUTSIDE = (
    "pyproject.toml",
    "requirements.in",
    "requirements.lock",
    "environment.yml",
    "Makefile",
    ".ci/run",
    ".gitattributes",
    ".pre-commit-config.yaml",
)


def tracked(repository: Path) -> list[Path]:
    """The text files that belong to the repository, committed or about to be."""
    if (repository / ".git").exists():
        # The clone may belong to another user than the one who tests it.
        git = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
        listing = subprocess.run(
            [*git, "--cached", "--others", "--exclude-standard"],
            cwd=repository,
            capture_output=True,
            text=True,
            check=True,
        )
        files = [repository / name for name in listing.stdout.split("\0") if name]
    else:  # an unpacked archive: all but environments and caches
        files = [f for top in repository.glob("[!.]*") for f in (top, *top.rglob("*"))]
    return [file for file in files if file.is_file() and file.suffix not in BINARY]


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text())["project"]


@pytest.fixture(scope="module")
def direct(project: dict[str, Any]) -> dict[str, Requirement]:
    """The direct dependencies of pyproject.toml, as normalised requirements."""
    lines = project["dependencies"] + project["optional-dependencies"]["test"]
    return {canonicalize_name(Requirement(line).name): Requirement(line) for line in lines}


@pytest.fixture(scope="module")
def locked(repository: Path) -> Locked:
    """The lock file, with hashes that are hashes."""
    text = (repository / "requirements.lock").read_text().replace("\\\n", "")
    entries: Locked = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            requirement, *hashes = re.split(r"\s+--hash=", line)
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", each) for each in hashes), line
            found = Requirement(requirement)
            entries.setdefault(canonicalize_name(found.name), []).append((found, len(hashes)))
    return entries


def test_direct_dependencies_are_the_same_in_both_files_and_each_has_a_reason(
    repository: Path, direct: dict[str, Requirement]
) -> None:
    reasons = {}
    for line in (repository / "requirements.in").read_text().splitlines():
        requirement, _, reason = line.partition("#")
        if requirement.strip():
            reasons[Requirement(requirement.strip())] = reason.strip()
    assert {str(r) for r in reasons} == {str(r) for r in direct.values()}
    assert [str(r) for r, reason in reasons.items() if len(reason) < 10] == []


def test_every_package_that_the_grader_imports_is_a_direct_dependency(
    repository: Path, direct: dict[str, Requirement]
) -> None:
    modules = set()
    for file in (repository / "autograder").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
    providers = packages_distributions()
    for module in sorted(modules - sys.stdlib_module_names - {"autograder"}):
        names = {canonicalize_name(name) for name in providers.get(module, [module])}
        assert names & set(direct), f"{module} is imported, and not in pyproject.toml"


def test_lock_pins_every_direct_dependency_to_a_version_that_is_asked_for(
    direct: dict[str, Requirement], locked: Locked
) -> None:
    for name, wanted in direct.items():
        assert name in locked, f"{name} is not in requirements.lock: run make lock"
        for entry, _ in locked[name]:
            (pin,) = entry.specifier
            assert wanted.specifier.contains(pin.version), f"{entry} is not {wanted}"


def test_lock_has_one_exact_version_and_hashes_for_every_entry(locked: Locked) -> None:
    assert len(locked) > 100
    for entries in locked.values():
        for entry, hashes in entries:
            assert re.fullmatch(r"==[^*,]+", str(entry.specifier)), entry
            assert hashes, f"{entry} has no hash"


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_lock_has_each_package_at_most_once_for_every_python(
    locked: Locked, direct: dict[str, Requirement], version: str
) -> None:
    machine = {"python_version": version, "python_full_version": f"{version}.9"}
    for name, entries in locked.items():
        fitting = [e for e, _ in entries if e.marker is None or e.marker.evaluate(machine)]
        assert len(fitting) <= 1, fitting
        assert fitting or name not in direct, f"{name} is not locked for Python {version}"


def test_conda_environment_installs_the_lock_file_and_nothing_else(
    repository: Path, project: dict[str, Any]
) -> None:
    environment = yaml.safe_load((repository / "environment.yml").read_text())
    assert environment["name"] == "autoencoder-labs"
    plain = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert pip == ["-r requirements.lock"]
    (python,) = [entry for entry in plain if entry.startswith("python=")]
    assert (
        python.removeprefix("python=") + ".0"
        in Requirement(f"x{project['requires-python']}").specifier
    )
    assert sorted(set(plain) - {python}) == ["pip"], "the lock file has every other package"


def test_hooks_are_local_and_work_offline(repository: Path) -> None:
    hooks = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text())
    assert [repo["repo"] for repo in hooks["repos"]] == ["local"]
    assert {hook["language"] for hook in hooks["repos"][0]["hooks"]} == {"system"}


def test_every_job_of_the_makefile_is_listed_by_help(repository: Path) -> None:
    text = (repository / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: (.*)", text, re.MULTILINE)
    helped = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=repository, capture_output=True, text=True
    )
    assert helped.returncode == 0, helped.stderr
    listed = [line.split()[1] for line in helped.stdout.splitlines()]
    assert set(phony.split()) - set(listed) == {"sandbox"}


def test_ci_script_can_be_run_and_runs_the_jobs_a_person_types(repository: Path) -> None:
    script = repository / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = script.read_text().splitlines()
    assert [line for line in lines if line.startswith("make ")] == [
        "make lint",
        "make demo",
        "make test",
    ]


def test_no_file_holds_the_address_of_a_package_index(repository: Path) -> None:
    found = _lines(repository, INDEX, tracked(repository))
    assert found == []


def test_no_file_names_the_machine_it_was_written_on(repository: Path) -> None:
    folders = {repository, repository.parent, Path.home()} - SHARED_FOLDERS
    machine = re.compile("|".join(rf"(?<![\w.]){re.escape(str(f))}(?![\w-])" for f in folders))
    assert _lines(repository, machine, tracked(repository)) == []


@pytest.mark.parametrize("name", OUTSIDE)
def test_files_around_the_package_hold_no_absolute_path(repository: Path, name: str) -> None:
    assert _lines(repository, ABSOLUTE, [repository / name]) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example.org/simple",
        "--find-links=/wheels",
        "index-url = http://10.0.0.1:3141/root",
        "curl https://packages.example.org/simple/keras/",
        "deb http://mirror.example.org/debian bookworm main",
    ],
)
def test_addresses_of_an_index_are_recognised(line: str) -> None:
    assert INDEX.search(line)


@pytest.mark.parametrize(
    ("line", "absolute"),
    [
        ("x = /home/ann/labs", True),
        ("-r /srv/requirements.lock", True),
        ("'/opt'", True),
        ("#!/usr/bin/env bash", False),
        ("command >/dev/null 2>&1", False),
        ("find . -path ./$(VENV) and/or source/lab", False),
        ("$(BIN)/ruff ${data}/shared */x https://docs.example.org/a", False),
        ("files: ^(autograder|source)/", False),
    ],
)
def test_absolute_paths_are_recognised(line: str, absolute: bool) -> None:
    assert bool(_absolute(line)) is absolute


def _absolute(line: str) -> list[str]:
    return ABSOLUTE.findall(ANYWHERE.sub("", line))


def _lines(repository: Path, pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """Lines in which the pattern occurs, apart from this file's own examples."""
    return [
        f"{file.relative_to(repository)}:{number}: {line.strip()[:120]}"
        for file in files
        if file != Path(__file__).resolve()
        for number, line in enumerate(
            file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if pattern.search(ANYWHERE.sub("", line))
    ]
