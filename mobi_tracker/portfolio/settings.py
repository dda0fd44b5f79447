"""The portfolio's settings."""

from __future__ import annotations

from mobi_tracker.core.settings import Setting, declare, whole_number

# Fifteen since the Charter of 1925; the charter commission of 2026 weighed more seats, so the count is a setting.
COUNCIL_DISTRICTS = declare(
    Setting(
        "portfolio.council_districts",
        "Number of Council districts",
        15,
        whole_number(1, 99),
        "Projects say which districts they serve, as CD 1 up to this number, or Citywide.",
    )
)
