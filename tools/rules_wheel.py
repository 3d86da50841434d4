"""Build the wheel of the rules alone, which needs nothing but Python: `make wheel`, written into var/wheels."""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
WHEELS = PROJECT / "var" / "wheels"
RECIPE = PROJECT / "tools" / "wheel"


def build(target: Path) -> Path:
    """The wheel, built in a copy of the package, so that nothing of the system around it can slip in."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copytree(PROJECT / "src" / "hakjeok", place / "hakjeok", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(RECIPE / "README.md", place)
        shutil.copy(PROJECT / "LICENSE", place)
        recipe = (RECIPE / "pyproject.toml").read_text(encoding="utf-8").replace("0.0.0", _version())
        (place / "pyproject.toml").write_text(recipe, encoding="utf-8")
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
        subprocess.run([*command, "-w", str(target), str(place)], check=True)  # noqa: S603
    return next(target.glob("hakjeok_rules-*.whl"))


def _version() -> str:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


if __name__ == "__main__":
    shutil.rmtree(WHEELS, ignore_errors=True)
    sys.stdout.write(f"{build(WHEELS)}\n")
