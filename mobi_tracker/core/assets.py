"""Takes the typeface and the chart library out of the installed packages into `static/vendor`.

Run at set-up: `python -m mobi_tracker.core.assets`. Nothing is fetched from anywhere: the pages load from our
own host only, and the files come with the pinned packages. A second run sees that all is there and stops.
"""

import importlib.metadata
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
STAMP = "VERSIONS.txt"
LICENCES = "LICENCES.txt"

# Source Sans Pro's names for the faces that the style sheet uses, and what they are called here.
FACES = {
    "SourceSansPro-Regular.ttf": "source-sans-regular.woff2",
    "SourceSansPro-Semibold.ttf": "source-sans-semibold.woff2",
    "SourceSansPro-It.ttf": "source-sans-italic.woff2",
}

# Latin with the accents of the names that Los Angeles has (Spanish, Vietnamese, Armenian and Farsi
# transliterated), punctuation, currency, arrows, and the geometric marks that the face has.
CHARACTERS = (
    "U+0000-017F,U+0192,U+01A0-01A1,U+01AF-01B0,U+02BB-02BC,U+02C6-02C7,U+02D8-02DD,U+0300-0323,U+1E00-1EFF,"
    "U+2000-206F,U+20AC,U+2116,U+2122,U+2190-2199,U+2212,U+2215,U+25A0-25FF,U+2713,U+FEFF,U+FFFD"
)
# Figures are tabular unless `pnum` is asked for; `smcp` and `c2sc` are the section headings' small capitals.
FEATURES = "kern,liga,ccmp,locl,mark,mkmk,pnum,onum,frac,sups,ordn,case,smcp,c2sc"


class AssetsMissing(Exception):
    """A package that the assets come from is not installed, or lacks a file; the text says which."""


def package_folder(module: str) -> Path:
    """The folder of an installed package, without importing it.

    Raises AssetsMissing if it is not installed.
    """
    spec = importlib.util.find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise AssetsMissing(f"The package {module} is not installed: run `python3 dev.py setup`.")
    return Path(spec.submodule_search_locations[0])


def wanted_stamp() -> str:
    """What the files are made from: the packages' versions and the recipe, as text that a person can read."""
    packages = ("font-source-sans-pro", "fonttools", "plotly")
    try:
        versions = [f"{name} {importlib.metadata.version(name)}" for name in packages]
    except importlib.metadata.PackageNotFoundError as missing:
        raise AssetsMissing(f"The package {missing.name} is not installed: run `python3 dev.py setup`.") from None
    return "\n".join([*versions, f"characters {CHARACTERS}", f"features {FEATURES}", *FACES.values(), ""])


def is_made(folder: Path, stamp: str) -> bool:
    """Whether every file is in the folder, made from just these packages."""
    names = [*FACES.values(), "plotly.min.js", LICENCES]
    written = folder / STAMP
    return (
        written.is_file() and written.read_text("utf-8") == stamp and all((folder / name).is_file() for name in names)
    )


def subset_face(source: Path, target: Path) -> None:
    """Write the Latin part of a typeface as WOFF2: about 36 KB where the whole is 130.

    Raises AssetsMissing if the face cannot be read or its compressor (brotli) is not there.
    """
    done = subprocess.run(
        [
            *(sys.executable, "-m", "fontTools.subset", str(source)),
            f"--unicodes={CHARACTERS}",
            f"--layout-features={FEATURES}",
            "--flavor=woff2",
            "--obfuscate-names",  # the licence reserves the name "Source" for the unmodified face
            f"--output-file={target}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise AssetsMissing(f"{source.name} could not be made into {target.name}: {last}")


def write_licences(folder: Path, fonts: Path) -> None:
    """Put the licences of what is passed on beside it, as both ask: SIL Open Font License 1.1 and MIT."""
    plotly = importlib.metadata.distribution("plotly")
    texts = [plotly.locate_file(file) for file in plotly.files or [] if file.name.startswith("LICENSE")]
    parts = [
        "Source Sans Pro (source-sans-*.woff2), subset to Latin",
        (fonts / "LICENSE.txt").read_text("utf-8"),
    ]
    parts += ["plotly.js (plotly.min.js), unchanged", *(Path(str(text)).read_text("utf-8") for text in texts)]
    (folder / LICENCES).write_text("\n\n".join(parts) + "\n", "utf-8")


def make_assets(folder: Path = VENDOR) -> bool:
    """Make the files in the folder; False if they were there already.

    The stamp is written last, so that a run that was cut short is done again.
    Raises AssetsMissing if a package they come from is not there.
    """
    stamp = wanted_stamp()
    if is_made(folder, stamp):
        return False
    fonts = package_folder("font_source_sans_pro") / "files"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STAMP).unlink(missing_ok=True)
    for source, target in FACES.items():
        subset_face(fonts / source, folder / target)
    shutil.copyfile(package_folder("plotly") / "package_data" / "plotly.min.js", folder / "plotly.min.js")
    write_licences(folder, fonts)
    (folder / STAMP).write_text(stamp, "utf-8")
    return True


def main() -> int:
    """The command: 0 when all is there, 1 with one sentence when it cannot be made."""
    try:
        made = make_assets()
    except (AssetsMissing, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    if made:
        print("Typeface and chart library are ready.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
