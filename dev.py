"""Sets the product up, runs, tests, measures and checks it: `python3 dev.py run`; `make run` says the same.

Needs Python 3.11 or newer and nothing else. The first time it makes `.venv` and installs the pinned packages
there; after that it sees that they are there and starts at once. What stands in the way gets one sentence.

This file keeps to what old Pythons can read (newer annotations are quoted, no newer syntax), so that they too
get that sentence rather than a syntax error.
"""

import argparse
import contextlib
import errno
import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping

OLDEST_PYTHON = (3, 11)
UV = "uv==0.13.9"
DEFAULT_PORT = "5000"
PYTHON_HERE = ".".join(map(str, sys.version_info[:2]))
HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(BIN, "python.exe" if os.name == "nt" else "python")
LOG = os.path.join(VENV, "setup.log")
DEMO_DATA = os.path.join("seed_data", "demo")
TO_RUN = ["requirements.txt"]
TO_TEST = ["requirements.txt", os.path.join("tests", "requirements.txt")]


class Stop(Exception):
    """What stands in the way, as one sentence for the person at the keyboard."""


def check_python(version: tuple) -> None:
    """Raise Stop unless the Python that runs this is new enough; `version` is (major, minor, …)."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        needed, found = ".".join(map(str, OLDEST_PYTHON)), ".".join(map(str, version[:2]))
        raise Stop(
            f"MOBI Tracker needs Python {needed} or newer, and this is Python {found}: use a newer one, "
            f"for example python{needed} dev.py run (with make: make run PYTHON=python{needed})."
        )


def check_port(text: str, host: str = "127.0.0.1") -> int:
    """The port as a number, from the text of PORT. Raise Stop if it is no port, is taken or is not ours."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise Stop(f"PORT must be a number from 1 to 65535, and it is {text!r}.")
    port = int(text)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As the server does: a port whose last connections are still closing is free.
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Stop(f"Port {port} is kept for the system's services: try PORT={DEFAULT_PORT}.") from None
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise Stop(f"HOST is {host!r}, which is no address of this machine.") from None
            raise Stop(
                f"Port {port} is taken by another program: stop that one, or choose another port, "
                f"for example PORT={port + 1 if port < 65535 else port - 1}."
            ) from None
    return port


def stamp_of(path: str) -> str:
    """What was installed, in short: the requirements' text and the Python they were installed for."""
    with open(os.path.join(HERE, path), "rb") as file:
        text = file.read()
    return f"python{PYTHON_HERE} {hashlib.sha256(text).hexdigest()}"


def stamp_file(path: str) -> str:
    """Where the stamp of a requirements file is kept: inside `.venv`, so that it goes when that goes."""
    return os.path.join(VENV, "installed-" + path.replace(os.sep, "-"))


def is_installed(path: str) -> bool:
    """Whether just the text of this requirements file is what `.venv` has, for this Python."""
    if not os.path.exists(PYTHON):
        return False
    with contextlib.suppress(OSError), open(stamp_file(path)) as file:
        return file.read() == stamp_of(path)
    return False


def quietly(command: "list[str]") -> bool:
    """Run a command with its output added to the set-up log. Return whether it succeeded."""
    with open(LOG, "ab") as log:
        log.write(("\n$ " + " ".join(command) + "\n").encode())
        log.flush()
        return subprocess.call(command, cwd=HERE, stdin=subprocess.DEVNULL, stdout=log, stderr=log) == 0


def venv_works() -> bool:
    """Whether `.venv` runs, has pip, and is of the same Python as this one."""
    ask = "import pip, sys; print(sys.version_info[0], sys.version_info[1], sep='.')"
    try:
        answer = subprocess.run([PYTHON, "-c", ask], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.decode().strip() == PYTHON_HERE


def make_venv() -> None:
    """Make `.venv` where there is none that works. Raise Stop where Python came without what that needs."""
    if venv_works():
        return
    print("Making .venv …", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = done.stdout.decode(errors="replace")
    if done.returncode != 0 and ("ensurepip" in said or "No module named" in said):
        raise Stop(
            "This Python came without its venv module: install it (on Debian and Ubuntu: "
            "apt-get install python3-venv), then run this again."
        )
    if done.returncode != 0:
        lines = said.strip().splitlines() or ["no reason given"]
        raise Stop(f"The folder .venv could not be made: {lines[-1]}")


def install(paths: "list[str]") -> None:
    """Install the pinned packages of these files into `.venv`: with uv, and with pip where uv fails.

    Raise Stop if neither can.
    """
    missing = [path for path in paths if not is_installed(path)]
    if not missing:
        return
    make_venv()
    print(f"Installing the packages of {' and '.join(missing)} …", flush=True)
    files = [word for path in missing for word in ("-r", path)]
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    uv = [PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON]
    by_uv = quietly([*pip, UV]) and quietly(uv + files)
    if not by_uv and not quietly(pip + files):
        raise Stop(f"The packages could not be installed: is there a network? What pip said is in {LOG}.")
    for path in missing:
        with open(stamp_file(path), "w") as file:
            file.write(stamp_of(path))


def call(arguments: "list[str]", env: "dict[str, str]") -> int:
    """Run `.venv`'s Python with these arguments, seen by the person, and return its exit code."""
    return subprocess.call([PYTHON, *arguments], cwd=HERE, env=env)


def hand_over(arguments: "list[str]", env: "dict[str, str]") -> int:
    """Become `.venv`'s Python with these arguments, so that Ctrl-C and signals reach it alone."""
    os.chdir(HERE)
    if os.name == "nt":
        return subprocess.call([PYTHON, *arguments], env=env)
    sys.stdout.flush()
    os.execve(PYTHON, [PYTHON, *arguments], env)


def set_up(paths: "list[str]") -> None:
    """Packages, then typeface and chart library. Raise Stop if either cannot be had."""
    install(paths)
    if call(["-m", "mobi_tracker.core.assets"], dict(os.environ)) != 0:
        raise Stop("Set-up stopped there.")


def setup(_arguments: "list[str]") -> int:
    """Install everything to run and to test."""
    set_up(TO_TEST)
    print("Ready: python3 dev.py run")
    return 0


def assets(_arguments: "list[str]") -> int:
    """Make the typeface and the chart library anew where they are missing or of another version."""
    set_up(TO_RUN)
    return 0


def surroundings(environ: "Mapping[str, str]") -> "dict[str, str]":
    """The environment to run the product in: as given, and demo mode where nobody says which data to use."""
    env = dict(environ)
    env["PORT"] = env.get("PORT", "").strip() or DEFAULT_PORT
    if not env.get("DATABASE_URL") and not env.get("SECRET_KEY"):
        env.setdefault("MOBI_DEMO", "1")
    return env


def run(arguments: "list[str]") -> int:
    """Start the product; without DATABASE_URL and SECRET_KEY, on SQLite with demonstration data."""
    env = surroundings(os.environ)
    check_port(env["PORT"], env.get("HOST") or "127.0.0.1")
    set_up(TO_RUN)
    steps = [["db", "upgrade"]]
    if env.get("MOBI_DEMO", "").strip().lower() in ("1", "true", "yes", "on"):
        steps.append(["seed", DEMO_DATA, "--if-empty"])
    for step in steps:
        code = call(["-m", "mobi_tracker", *step], env)
        if code != 0:
            return code
    return hand_over(["-m", "mobi_tracker", "serve", *arguments], env)


def test(arguments: "list[str]") -> int:
    """Run the tests, two at a time or more; what follows goes to pytest: dev.py test tests/house -x."""
    set_up(TO_TEST)
    spread = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
    return hand_over(["-m", "pytest", *spread, *arguments], dict(os.environ))


def bench(arguments: "list[str]") -> int:
    """Measure the main pages on a small and a large portfolio and print the table."""
    set_up(TO_TEST)
    return hand_over(["-m", "tests.bench", *arguments], dict(os.environ))


def lint(_arguments: "list[str]") -> int:
    """Check style, format, types, the order of packages, and templates; say of each how it went."""
    set_up(TO_TEST)
    checks = [
        ("style", ["ruff", "check", "--output-format", "concise", "."]),
        ("format", ["ruff", "format", "--check", "--output-format", "concise", "."]),
        ("types", ["mypy"]),
        ("order of packages", ["lint-imports"]),
        ("templates", ["djlint", "--lint", "--quiet", "templates"]),
    ]
    failed = []
    for name, command in checks:
        print(f"\n== {name}: {' '.join(command)}", flush=True)
        if subprocess.call([os.path.join(BIN, command[0]), *command[1:]], cwd=HERE) != 0:
            failed.append(name)
    print("\nlint: failed: " + ", ".join(failed) if failed else f"\nlint: all {len(checks)} passed")
    return 1 if failed else 0


VERBS: "dict[str, Callable[[list[str]], int]]" = {
    "run": run,
    "setup": setup,
    "assets": assets,
    "test": test,
    "bench": bench,
    "lint": lint,
}


def read_arguments(words: "list[str]") -> "tuple[Callable[[list[str]], int], list[str]]":
    """The verb, and what follows it. Prints help and leaves with code 2 where there is no such verb."""
    verbs = "\n".join(f"  {name:8}{(verb.__doc__ or '').splitlines()[0]}" for name, verb in VERBS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py",
        usage="python3 dev.py VERB [arguments for it]",
        description="verbs:\n" + verbs,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("verb", help=argparse.SUPPRESS, nargs="?")
    parser.add_argument("rest", help=argparse.SUPPRESS, nargs=argparse.REMAINDER)
    given = parser.parse_args(words)
    if given.verb is None:
        parser.print_help()
        raise SystemExit(2)
    if given.verb not in VERBS:
        raise Stop(f"There is no verb {given.verb!r}: use one of {', '.join(VERBS)}.")
    return VERBS[given.verb], given.rest


def main(words: "list[str]") -> int:
    """Do what the words say and return the exit code: 2 for what stands in the way, said in one sentence."""
    try:
        check_python(sys.version_info)
        verb, rest = read_arguments(words)
        return verb(rest)
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 2
    except OSError as problem:
        print(f"That could not be done: {problem}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
