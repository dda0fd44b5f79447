"""What dev.py says when something stands in the way: one sentence, an exit code, no trace."""

import ast
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[2]


def say(*words: str, folder: Path = ROOT, **env: str) -> tuple[int, str]:
    """Run dev.py as a person would, and return its exit code and all that it printed."""
    done = subprocess.run(
        [sys.executable, folder / "dev.py", *words],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def bare_copy(tmp_path: Path) -> Path:
    """dev.py alone in a folder, with requirements that no index can have, and nothing installed."""
    shutil.copy(ROOT / "dev.py", tmp_path)
    (tmp_path / "requirements.txt").write_text("mobi-tracker-no-such-package==0\n")
    return tmp_path


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 6), (2, 7, 18)])
def test_an_old_python_is_told_which_one_is_needed(version: tuple[int, ...]) -> None:
    with pytest.raises(dev.Stop, match=rf"needs Python 3\.11 or newer, and this is Python {version[0]}\."):
        dev.check_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 13, 0), (4, 0)])
def test_a_newer_python_passes(version: tuple[int, ...]) -> None:
    assert dev.check_python(version) is None


def test_old_pythons_can_read_dev_py_far_enough_to_say_so() -> None:
    source = (ROOT / "dev.py").read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    assert not any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)


def test_a_busy_port_stops_run_before_anything_is_installed(taken_port: int, bare_copy: Path) -> None:
    code, said = say("run", folder=bare_copy, PORT=str(taken_port), HOST="127.0.0.1")
    assert code == 2
    assert said.startswith(f"Port {taken_port} is taken by another program")
    assert len(said.splitlines()) == 1
    assert not (bare_copy / ".venv").exists()


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80", "٨٠"])
def test_a_port_that_is_no_port_is_named(port: str) -> None:
    with pytest.raises(dev.Stop, match="PORT must be a number from 1 to 65535"):
        dev.check_port(port)


def test_a_host_that_is_not_ours_is_not_called_a_busy_port() -> None:
    with pytest.raises(dev.Stop, match=r"HOST is '192\.0\.2\.1', which is no address of this machine"):
        dev.check_port("8765", "192.0.2.1")


@pytest.mark.parametrize(
    ("given", "port"), [({}, dev.DEFAULT_PORT), ({"PORT": " "}, dev.DEFAULT_PORT), ({"PORT": "81"}, "81")]
)
def test_no_port_given_means_the_usual_one(given: dict[str, str], port: str) -> None:
    assert dev.surroundings(given)["PORT"] == port


def test_a_free_port_passes(taken_port: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert free != taken_port
    assert dev.check_port(str(free)) == free


def test_an_unknown_verb_is_answered_with_those_there_are() -> None:
    code, said = say("zap")
    assert code == 2
    assert said == "There is no verb 'zap': use one of run, setup, assets, test, bench, lint.\n"


def test_no_verb_at_all_prints_the_list() -> None:
    code, said = say()
    assert code == 2
    assert all(f"\n  {verb} " in said for verb in dev.VERBS)


def test_without_the_venv_module_the_sentence_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare_python = tmp_path / "python3"
    bare_python.write_text(
        "#!/bin/sh\necho 'The virtual environment was not created successfully because ensurepip is not'\n"
        "echo 'available.  On Debian/Ubuntu systems, you need to install the python3-venv package.'\nexit 1\n"
    )
    bare_python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bare_python))
    monkeypatch.setattr(dev, "PYTHON", str(tmp_path / "nothing-yet"))
    with pytest.raises(dev.Stop, match="apt-get install python3-venv"):
        dev.make_venv()


def test_packages_that_cannot_be_had_end_in_one_sentence(bare_copy: Path) -> None:
    (bare_copy / "tests").mkdir()
    (bare_copy / "tests" / "requirements.txt").write_text("")
    nowhere = "http://127.0.0.1:9/simple"
    code, said = say(
        "setup",
        folder=bare_copy,
        PIP_INDEX_URL=nowhere,
        PIP_EXTRA_INDEX_URL=nowhere,
        PIP_NO_INDEX="1",
        UV_OFFLINE="1",
    )
    assert code == 2
    assert said.splitlines()[-1].startswith("The packages could not be installed: is there a network?")
    assert "Traceback" not in said
    assert (bare_copy / ".venv" / "setup.log").stat().st_size > 0


@pytest.mark.parametrize(
    ("given", "demo"),
    [
        ({}, "1"),
        ({"DATABASE_URL": "", "SECRET_KEY": ""}, "1"),
        ({"DATABASE_URL": "sqlite:///x"}, None),
        ({"SECRET_KEY": "long"}, None),
        ({"MOBI_DEMO": "0"}, "0"),
    ],
)
def test_demo_mode_is_for_those_who_name_no_data(given: dict[str, str], demo: str | None) -> None:
    assert dev.surroundings(given).get("MOBI_DEMO") == demo


def test_changed_requirements_are_installed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "HERE", str(tmp_path))
    monkeypatch.setattr(dev, "VENV", str(tmp_path))
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    (tmp_path / "requirements.txt").write_text("flask==3.1.3\n")
    assert not dev.is_installed("requirements.txt")
    Path(dev.stamp_file("requirements.txt")).write_text(dev.stamp_of("requirements.txt"))
    assert dev.is_installed("requirements.txt")
    (tmp_path / "requirements.txt").write_text("flask==3.1.4\n")
    assert not dev.is_installed("requirements.txt")
