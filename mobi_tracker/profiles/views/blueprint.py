"""The one blueprint of full pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("profiles", __name__)
