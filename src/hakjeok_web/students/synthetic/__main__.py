"""`python -m hakjeok_web.students.synthetic samples/` writes the sample files."""

import argparse
import sys
from pathlib import Path

from .workbooks import SAMPLE_SCHOOL_YEAR, sample_files


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the sample rosters of invented pupils.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--school-year", type=int, default=SAMPLE_SCHOOL_YEAR)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for name, content in sample_files(chosen.school_year).items():
        (chosen.folder / name).write_bytes(content)
        sys.stdout.write(f"{chosen.folder / name}\n")


if __name__ == "__main__":
    main()
