"""What leaves the dashboard: its figures as one table, each of its tables, and all of it as data."""

from __future__ import annotations

from mobi_tracker.dashboard.tables.data import figures_as_data
from mobi_tracker.dashboard.tables.each import TABLES, Table
from mobi_tracker.dashboard.tables.figures import figures_as_csv, notice_of

__all__ = ["TABLES", "Table", "figures_as_csv", "figures_as_data", "notice_of"]
