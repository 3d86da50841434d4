"""The borders between packages hold: .importlinter, and no clock in the rules."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CLOCK = re.compile(r"\.today\(|\.now\(|utcnow|time\.time|localdate")


def test_every_import_contract_holds():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout


def test_the_rules_read_no_clock():
    read = [
        f"{path.name}:{number}"
        for path in (ROOT / "src" / "hakjeok").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if CLOCK.search(line)
    ]
    assert read == []
