"""The typeface and the chart library that set-up takes out of the installed packages."""

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from mobi_tracker.core import assets


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all of it, made once for this file."""
    made = tmp_path_factory.mktemp("vendor")
    assets.make_assets(made)
    return made


@pytest.mark.parametrize("name", list(assets.FACES.values()))
def test_a_face_has_the_letters_of_our_names_and_stays_small(folder: Path, name: str) -> None:
    face = TTFont(folder / name)
    assert {ord(letter) for letter in "AzñÑáéíóúüÜ¿¡–—“”’…•→▲■"} <= set(face.getBestCmap())
    assert (folder / name).stat().st_size < 45_000


def test_figures_are_all_of_one_width(folder: Path) -> None:
    face = TTFont(folder / "source-sans-regular.woff2")
    assert len({face["hmtx"][face.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_the_licences_of_both_go_with_them(folder: Path) -> None:
    text = (folder / assets.LICENCES).read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in text.upper()
    assert "MIT License" in text


def test_a_second_run_leaves_everything_as_it_is(folder: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert assets.make_assets(folder) is False
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.parametrize(("name", "left"), [("plotly.min.js", None), (assets.STAMP, "plotly 6.0")])
def test_a_missing_file_or_an_older_package_is_noticed(
    folder: Path, tmp_path: Path, name: str, left: str | None
) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / name).unlink()
    if left is not None:
        (tmp_path / name).write_text(left)
    assert not assets.is_made(tmp_path, assets.wanted_stamp())


def test_what_was_left_half_made_is_made_whole(tmp_path: Path) -> None:
    (tmp_path / "plotly.min.js").write_text("half of i")
    assert assets.make_assets(tmp_path) is True
    assert assets.is_made(tmp_path, assets.wanted_stamp())
    assert (tmp_path / "plotly.min.js").stat().st_size > 1_000_000


def test_a_package_that_is_not_there_is_named() -> None:
    with pytest.raises(assets.AssetsMissing, match="no_such_package is not installed"):
        assets.package_folder("no_such_package")
