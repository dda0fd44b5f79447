"""``import``: take a file in, from the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from mobi_tracker.city.words import counted
from mobi_tracker.cli.context import application, application_to_look, check_database
from mobi_tracker.core.database import db
from mobi_tracker.imports.importers import IMPORTERS
from mobi_tracker.imports.plan import ImportPlan, as_json
from mobi_tracker.imports.vocabulary import Purpose, Verdict
from mobi_tracker.paper.tables.read import read_table
from mobi_tracker.paper.tables.table import UnreadableFile


@click.group("import")
def import_() -> None:
    """Take a file in: all of it or nothing."""


def _command(purpose: Purpose, help_text: str) -> click.Command:
    @click.command(purpose.value, help=help_text)
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--sheet", help="The sheet of a workbook; the first one with data where none is named.")
    @click.option("--column", "columns", multiple=True, metavar="COLUMN=FIELD", help="Take a column for a field.")
    @click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
    @click.option("--json", "as_data", is_flag=True, help="Print JSON.")
    @click.option("--skip-wrong", is_flag=True, help="Leave wrong rows out and take the others.")
    def command(
        file: Path, sheet: str | None, columns: tuple[str, ...], dry_run: bool, as_data: bool, skip_wrong: bool
    ) -> None:
        wanted = dict(_pair(each) for each in columns)
        opened = application_to_look if dry_run else application
        with opened(f"import {purpose.value}"):
            if not dry_run:
                check_database()
            plan = _plan(purpose, file, sheet, wanted)
            may_apply = not plan.wrong or skip_wrong
            if not dry_run and may_apply:
                IMPORTERS[purpose].apply(plan)
                db.session.commit()
            click.echo(json.dumps(as_json(plan), ensure_ascii=False) if as_data else _told(plan, dry_run, may_apply))
            if plan.wrong and not dry_run and not skip_wrong:
                raise SystemExit(1)

    return command


def _pair(text: str) -> tuple[str, str]:
    column, sign, key = text.rpartition("=")
    if not sign:
        raise click.UsageError(f"--column wants COLUMN=FIELD, and it is {text!r}.")
    return column, key


def _plan(purpose: Purpose, file: Path, sheet: str | None, wanted: dict[str, str]) -> ImportPlan:
    try:
        table = read_table(file.read_bytes(), file.name, sheet)
        plan = IMPORTERS[purpose].plan_for(table, wanted, lambda _departments: True)
    except UnreadableFile as error:
        raise click.ClickException(f"{file.name}: {error.message}") from None
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    return replace(plan, source=file.name)


def _told(plan: ImportPlan, dry_run: bool, may_apply: bool) -> str:
    counts = ", ".join(f"{plan.counts[each]} {each.label.lower()}" for each in Verdict if plan.counts[each])
    lines = [f"{plan.table.row_count} rows: {counts or 'none'}."]
    lines += [f"Row {each.row}{f', {each.column}' if each.column else ''}: {each.reason}" for each in plan.problems]
    lines += [f"{row.label}: left out. {row.why}" for row in plan.rows if row.verdict is Verdict.LEFT_OUT]
    lines += list(plan.warnings)
    if dry_run:
        lines.append("Nothing was imported: this was a dry run.")
    elif not may_apply:
        lines.append("Nothing was imported. Mend the rows above, or leave them out with --skip-wrong.")
    else:
        lines.append(f"{counted(plan.counts[Verdict.NEW] + plan.counts[Verdict.CHANGED], 'row')} imported.")
    return "\n".join(lines)


import_.add_command(_command(Purpose.PROJECTS, "Projects from FILE (CSV or Excel)."))
import_.add_command(_command(Purpose.MEASURES, "Measures of tracked departments from FILE (CSV or Excel)."))
