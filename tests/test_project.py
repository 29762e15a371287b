"""The project's own files: the lock, the commands of the Makefile, and the wheel as a user gets it."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile

import pytest
from packaging.requirements import Requirement

import newsscrape

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def run(*command, cwd=ROOT, **environment):
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


def locked():
    return [Requirement(line.removesuffix("\\")) for line in LOCK.splitlines() if not line.startswith(" ")]


def test_the_lock_is_exact_hashed_and_names_no_place():
    entries = re.split(r"\n(?=\S)", LOCK.strip())

    assert all(re.match(r"[\w.-]+==\S+( ; .+?)? \\\n", entry) for entry in entries)
    assert all(
        re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for entry in entries for line in entry.split("\n")[1:]
    )
    assert all(entry.count("--hash") for entry in entries)
    assert not re.search(r"://|--(?!hash)|#|[\w-]+\.(?:org|com|io)\b", LOCK)


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_covers_what_the_project_asks_for(python):
    wanted = [Requirement(text) for text in (*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"])]
    environment = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    pinned = {
        entry.name.lower(): next(iter(entry.specifier)).version
        for entry in locked()
        if entry.marker is None or entry.marker.evaluate(environment)
    }

    for requirement in wanted:
        if requirement.marker is None or requirement.marker.evaluate(environment):
            assert requirement.specifier.contains(pinned[requirement.name.lower().replace(".", "-")]), requirement


def test_ci_runs_make_test_and_nothing_else():
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert script.read_text().splitlines()[0] == "#!/usr/bin/env bash"
    assert script.read_text().splitlines()[-1] == "make test"
    assert len(script.read_text().splitlines()) == 4


def test_the_license_is_named_and_whole():
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION" in (ROOT / "LICENSE").read_text()


def test_the_version_stands_in_one_place_or_is_the_same():
    assert PROJECT["project"]["version"] == newsscrape.__version__


def test_the_changelog_has_a_heading_for_sites():
    assert "\n### Sites\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.fixture
def bin_without_python(tmp_path):
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("sh", "id", "rm", "make"):
        (folder / tool).symlink_to(shutil.which(tool))
    return folder


def test_without_python_the_set_up_says_what_to_do(tmp_path, bin_without_python):
    ended = run("sh", ROOT / "tools" / "venv.sh", tmp_path / "venv", PATH=str(bin_without_python))

    assert ended.returncode == 2
    assert ended.stderr.startswith("newsscrape needs Python 3.11 or newer: install it, or name it with make PYTHON=")
    assert not (tmp_path / "venv").exists()


def test_a_python_that_is_too_old_is_no_python(tmp_path, bin_without_python):
    old = bin_without_python / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)

    assert run("sh", ROOT / "tools" / "venv.sh", tmp_path / "venv", PATH=str(bin_without_python)).returncode == 2


def test_a_python_without_ensurepip_is_said(tmp_path, bin_without_python):
    half = bin_without_python / "python3"
    half.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexit 0\n')
    half.chmod(0o755)
    ended = run("sh", ROOT / "tools" / "venv.sh", tmp_path / "venv", PATH=str(bin_without_python))

    assert ended.returncode == 2
    assert "apt-get install python3-venv" in ended.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy of the project (setuptools leaves files behind), without the network."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / "newsscrape", copy / "newsscrape", ignore=shutil.ignore_patterns("__pycache__"))
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")
    ended = run(*pip, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", copy / "dist", ".", cwd=copy)
    assert ended.returncode == 0, ended.stderr
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_all_of_the_package_and_nothing_else(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    here = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "newsscrape").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert names == here
    assert {"newsscrape/py.typed", "newsscrape/sites/arenaev.py", "newsscrape/cli/commands/init.py"} <= names
    assert any(name.startswith("newsscrape/demo/sites/") for name in names)


@pytest.mark.slow
def test_the_wheel_works_outside_the_checkout(wheel, tmp_path):
    place = tmp_path / "installed"
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")
    ended = run(*pip, "install", "--no-index", "--no-deps", "--target", place, wheel)
    assert ended.returncode == 0, ended.stderr
    # In front of the checkout that this environment has installed.
    path = os.pathsep.join([str(place), os.environ["PYTHONPATH"]])

    where = run(sys.executable, "-c", "import newsscrape; print(newsscrape.__file__)", cwd=tmp_path, PYTHONPATH=path)
    assert where.stdout.strip() == str(place / "newsscrape" / "__init__.py")
    made = run(sys.executable, place / "bin" / "newsscrape", "init", "news", cwd=tmp_path, PYTHONPATH=path)
    assert made.returncode == 0, made.stderr
    listed = run(sys.executable, "-m", "scrapy", "list", cwd=tmp_path / "news", PYTHONPATH=path)
    assert listed.returncode == 0, listed.stderr
    assert {"arenaev", "gsmarena"} <= set(listed.stdout.split())


@pytest.mark.slow
def test_a_site_of_the_users_own_is_listed(tmp_path):
    run(sys.executable, "-c", "from newsscrape.cli import main; main()", "init", "news", cwd=tmp_path)
    own = (
        (ROOT / "newsscrape" / "sites" / "arenaev.py")
        .read_text()
        .replace("arenaev", "volts")
        .replace("arenaev.com", "volts.com")
    )
    (tmp_path / "news" / "sites" / "volts.py").write_text(own)

    listed = run(sys.executable, "-m", "scrapy", "list", cwd=tmp_path / "news")

    assert listed.returncode == 0, listed.stderr
    assert {"arenaev", "volts"} <= set(listed.stdout.split())
