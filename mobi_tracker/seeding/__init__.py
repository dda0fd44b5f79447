"""Loading a folder of seed data: reference data, people, and a history that is walked through day by day.

The format is described in ``docs/seed-format.md``. Everything is recorded by the same operations as the forms use, at
the moment the file names and by the person it names, so that ``recorded_at``, history and authors are true.
"""
