"""``notes parse`` as a person at a shell meets it."""

import pytest
from click.testing import CliRunner

from mobi_tracker.cli import commands


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not json\n", "line 1: not JSON"),
        (b"[]\n", "line 1: a case is a JSON object"),
        (b"\xff\xfe\n", "is not UTF-8"),
    ],
)
def test_a_file_that_holds_no_cases_is_said_in_a_sentence(tmp_path, content, said):
    file = tmp_path / "cases.jsonl"
    file.write_bytes(content)
    done = CliRunner().invoke(commands, ["notes", "parse", str(file)])
    assert done.exit_code == 1
    assert said in done.output
