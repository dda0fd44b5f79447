"""What the environment says: each setting is read, checked and explained in one sentence if it is wrong."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from mobi_tracker.core.errors import ConfigurationWrong

ROOT = Path(__file__).resolve().parent.parent
DEMO_HOST = "127.0.0.1"


@dataclass(frozen=True)
class Configuration:
    """How this process runs."""

    database_url: str
    secret_key: str
    demo: bool
    host: str
    port: int
    threads: int
    is_behind_proxy: bool
    is_https: bool
    argon2_time_cost: int = 3


def from_environment(environ: Mapping[str, str], serves: bool = True) -> Configuration:
    """Read the configuration. Raises ConfigurationWrong with one sentence that names what is wrong.

    A command that serves no pages (``serves`` False) signs nothing, so it does without a secret key.
    """
    demo = _flag(environ, "MOBI_DEMO", False)
    host = environ.get("HOST", DEMO_HOST) or DEMO_HOST
    if demo and host != DEMO_HOST:
        raise ConfigurationWrong(
            f"HOST is {host}, but demo mode listens on {DEMO_HOST} only: leave HOST out, or turn MOBI_DEMO off."
        )
    return Configuration(
        database_url=_database_url(environ),
        secret_key=_secret_key(environ, demo) if serves else secrets.token_hex(32),
        demo=demo,
        host=host,
        port=_number(environ, "PORT", 5000, 1, 65535),
        threads=_number(environ, "THREADS", 8, 1, 64),
        is_behind_proxy=_flag(environ, "BEHIND_PROXY", False),
        is_https=_flag(environ, "HTTPS_ONLY", False),
    )


def _database_url(environ: Mapping[str, str]) -> str:
    given = environ.get("DATABASE_URL", "").strip()
    if not given:
        folder = ROOT / "instance"
        folder.mkdir(exist_ok=True)
        return f"sqlite:///{folder / 'mobi.sqlite3'}"
    if given.startswith("postgres://"):
        given = given.replace("postgres://", "postgresql://", 1)
    try:
        name = make_url(given).get_backend_name()
    except ArgumentError:
        name = ""
    if name not in ("sqlite", "postgresql"):
        raise ConfigurationWrong("DATABASE_URL must be an address that begins with sqlite:/// or postgresql://.")
    return given


def _secret_key(environ: Mapping[str, str], demo: bool) -> str:
    given = environ.get("SECRET_KEY", "")
    if len(given) >= 16:
        return given
    if given:
        raise ConfigurationWrong("SECRET_KEY is too short: give at least 16 characters that nobody can guess.")
    if not demo:
        raise ConfigurationWrong(
            "SECRET_KEY is missing: outside demo mode it is required, for example from python -c "
            '"import secrets; print(secrets.token_hex(32))".'
        )
    return _kept_demo_key()


def _kept_demo_key() -> str:
    # A demonstration keeps its own key beside its database, so that a restart does not sign everybody out.
    path = ROOT / "instance" / "demo-secret-key"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        path.write_text(secrets.token_hex(32), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()


def _flag(environ: Mapping[str, str], name: str, default: bool) -> bool:
    given = environ.get(name, "").strip().lower()
    if given in ("", None):
        return default
    if given in ("1", "true", "yes", "on"):
        return True
    if given in ("0", "false", "no", "off"):
        return False
    raise ConfigurationWrong(f"{name} must be 1 or 0, and it is {given!r}.")


def _number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    given = environ.get(name, "").strip()
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or not least <= int(given) <= most:
        raise ConfigurationWrong(f"{name} must be a number from {least} to {most}, and it is {given!r}.")
    return int(given)
