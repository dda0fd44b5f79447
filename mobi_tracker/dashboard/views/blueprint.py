"""The one blueprint of the three home pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("dashboard", __name__)
