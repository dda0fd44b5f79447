"""House rules that the source itself can be asked about."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = sorted((ROOT / "mobi_tracker").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = [path for path in (ROOT / "mobi_tracker" / "static").rglob("*") if path.suffix in (".css", ".js", ".svg")]
STATIC = sorted(path for path in STATIC if "vendor" not in path.parts)
# A model's conditions (who may see it) are part of the model; core and the database's own rooms ask for everybody.
MAY_SELECT = {"queries", "models", "core", "marking.py", "models.py", "queries.py"}
MAY_COMMIT = {"views", "cli", "api", "jobs.py", "views.py", "pages.py", "jobs"}


def calls(path, name):
    """The lines on which a function of that name (bare, or as an attribute) is called."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            if getattr(called, "id", None) == name or getattr(called, "attr", None) == name:
                yield node.lineno


def places(name, allowed):
    """Where a function is called outside the rooms that may."""
    for path in SOURCE:
        parts = set(path.relative_to(ROOT / "mobi_tracker").parts)
        if not parts & allowed:
            yield from (f"{path.relative_to(ROOT)}:{line}" for line in calls(path, name))


def test_only_queries_select():
    assert not list(places("select", MAY_SELECT))


def test_only_views_commands_and_jobs_commit():
    assert not list(places("commit", MAY_COMMIT))


def test_nothing_asks_the_machine_for_the_time_but_the_clock():
    pattern = re.compile(r"datetime\.now\(|date\.today\(|datetime\.utcnow\(|time\.time\(")
    found = [str(path) for path in SOURCE if path.name != "clock.py" and pattern.search(path.read_text())]
    assert not found


def test_nothing_is_called_a_name_that_says_nothing():
    bad = {"utils.py", "helpers.py", "manager.py", "common.py", "misc.py"}
    assert not [str(path) for path in SOURCE if path.name in bad]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_template_holds_an_inline_script_style_or_handler(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r"<script(?![^>]*\b(src|type=\"application/json\"))", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text)


@pytest.mark.parametrize("path", TEMPLATES + STATIC, ids=lambda path: path.name)
def test_no_page_loads_anything_from_another_host(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
    text = text.replace("http://www.w3.org/", "")
    assert not re.search(r"(src|href|url|import|fetch)\s*[=(]?\s*[\"'(]\s*(https?:)?//[a-z]", text)


def test_every_endpoint_that_a_template_or_view_names_exists(app):
    known = {rule.endpoint for rule in app.url_map.iter_rules()}
    pattern = re.compile(r"url_for\(\s*['\"]([a-z_]+\.[a-z_]+)['\"]")
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in TEMPLATES + SOURCE
        for name in pattern.findall(path.read_text(encoding="utf-8"))
        if name not in known
    }
    assert not missing


def test_every_template_is_used():
    texts = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES + SOURCE)
    names = (str(path.relative_to(ROOT / "templates")) for path in TEMPLATES)
    unused = [name for name in names if name not in texts and not name.startswith("errors/")]
    assert not unused
