"""Routes of commitments: lists and forms. Full pages are in ``profiles``."""

from __future__ import annotations

from flask import Blueprint

blueprints: tuple[Blueprint, ...] = ()
