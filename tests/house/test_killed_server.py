"""A server that is killed right after it answered a save has lost nothing."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long test password"


@pytest.fixture
def environment(tmp_path):
    """A real server's surroundings: its own database, key and port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'killed.sqlite3'}",
        "SECRET_KEY": "only for tests, nobody else",
        "PORT": str(port),
        "MOBI_DEMO": "0",
    }


def command(environment, *arguments):
    """Run a command of the product and wait for it."""
    done = subprocess.run(
        [sys.executable, "-m", "mobi_tracker", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


class Browser:
    """A person's browser, as far as saving a form goes."""

    def __init__(self, port):
        self.port, self.cookie = port, ""

    def ask(self, method, path, values=None):
        """Send one request; the answer's status and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        body = urlencode(values) if values else None
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        cookies = [each.split(";")[0] for name, each in answer.getheaders() if name.lower() == "set-cookie"]
        self.cookie = "; ".join(cookies) or self.cookie
        connection.close()
        return answer.status, text

    def save(self, path, **values):
        """Open a form and send it."""
        _, text = self.ask("GET", path)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text).group(1)
        return self.ask("POST", path, {"csrf_token": token, **values})


def started(environment):
    """The server's process, once it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mobi_tracker", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        try:
            Browser(int(environment["PORT"])).ask("GET", "/alive")
            return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError("The server did not start.")


def test_what_was_answered_survives_a_kill(environment):
    command(environment, "db", "upgrade")
    add = ("users", "add", "--email", "dana@example.org", "--name", "Dana Sample", "--role", "liaison")
    command(environment, *add, "--password", PASSWORD)
    process = started(environment)
    browser = Browser(int(environment["PORT"]))
    browser.save("/sign-in", email="dana@example.org", password=PASSWORD)
    status, _ = browser.save("/organizations/new", name="Harbor Data Trust", kind="nonprofit", marking="internal")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert status == 302
    process = started(environment)
    try:
        _, text = browser.ask("GET", "/organizations")
        assert "Harbor Data Trust" in text
    finally:
        process.kill()
        process.wait()
