"""Cookies that came over HTTPS stay on HTTPS."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


class SecureCookies:
    """WSGI middleware: over HTTPS every cookie is marked Secure, whoever sets it.

    A setting fixed at the start would either leave HTTPS cookies unmarked, or lose sign-ins where a trial runs
    without it.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [(name, marked(name, value)) for name, value in headers], *rest)

        is_https = environ.get("wsgi.url_scheme") == "https"
        return self.application(environ, start if is_https else start_response)


def marked(name: str, value: str) -> str:
    """A header's value; a cookie's with Secure, once."""
    if name.lower() != "set-cookie" or "; secure" in value.lower():
        return value
    return f"{value}; Secure"
