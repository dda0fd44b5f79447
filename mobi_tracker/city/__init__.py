"""Los Angeles rules as pure functions: today, holidays and counts come in; no clock is read."""
