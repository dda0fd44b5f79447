"""Meetings, attendance, notes that become records, prep sheet, calendars."""
