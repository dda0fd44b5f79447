"""The one blueprint of reference data."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("reference", __name__, url_prefix="/reference")
