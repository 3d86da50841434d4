"""Which small faults in the rules the tests notice: `make mutants [FAMILIES="absence transfer"]`.

Each family is copied into a folder of its own, where cosmic-ray changes one operator, number or condition at a time and
runs the family's tests. What is no logic is left alone: page numbers of sources and of decisions, and `is` against `==`
for words that are equal only to themselves. Not part of CI, since it takes long; the last figures and why each survivor
lives stand in docs/explain/mutants.md.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkResult

PROJECT = Path(__file__).resolve().parents[1]
WHERE = PROJECT / "var" / "mutants"
FAMILIES = ("absence", "completion", "return_", "suspension", "transfer")
CITATIONS = {"Source", "decision"}  # calls whose arguments say where something stands
EQUIVALENT = ("Is_Eq", "IsNot_NotEq")  # for None and for members of a closed list there is no difference
TESTS = (
    f"{sys.executable} -m pytest -q -x --noconftest -o addopts= -o DJANGO_SETTINGS_MODULE= "
    "-p no:django -p no:xdist -p no:cacheprovider tests/rules/{family} {answers}"
)
CONFIG = """
[cosmic-ray]
module-path = "src/hakjeok/{family}"
timeout = 60.0
test-command = "{tests}"
[cosmic-ray.distributor]
name = "local"
"""


def main(families: list[str]) -> int:
    """Mutate each family, two at a time; 1 where fewer than nine of ten mutants were noticed."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(zip(families, pool.map(mutate, families), strict=True))
    _keep(found)
    enough = True
    for family, told in found.items():
        share = told["noticed"] / max(1, told["mutants"])
        enough &= share >= 0.9
        sys.stdout.write(f"{family:12} {told['noticed']:5} of {told['mutants']:5} noticed ({share:.1%})\n")
    return 0 if enough else 1


def _keep(found: dict[str, dict]) -> None:
    """Write what was found into var/mutants/survivors.json, beside the families of earlier runs."""
    path = WHERE / "survivors.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps(known | found, ensure_ascii=False, indent=1), encoding="utf-8")


def mutate(family: str) -> dict:
    """Run all mutants of one family; how many there were, how many were noticed, and those that were not."""
    folder = _workplace(family)
    database = folder / "session.sqlite"
    _cosmic_ray(folder, "baseline", "config.toml")  # tests that fail without a fault would notice every fault
    _cosmic_ray(folder, "init", "config.toml", database.name)
    with use_db(str(database), WorkDB.Mode.open) as work:
        _leave_alone(work, folder)
    _cosmic_ray(folder, "exec", "config.toml", database.name)
    with use_db(str(database), WorkDB.Mode.open) as work:
        return _told(work, folder)


def _workplace(family: str) -> Path:
    folder = WHERE / family
    shutil.rmtree(folder, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "src" / "hakjeok", folder / "src" / "hakjeok", ignore=ignored)
    shutil.copytree(PROJECT / "tests" / "rules", folder / "tests" / "rules", ignore=ignored)
    shutil.copytree(PROJECT / "tests" / "data", folder / "tests" / "data", ignore=ignored)
    (folder / "tools").mkdir()
    for name in ("pyproject.toml", "tests/__init__.py", "tools/__init__.py", "tools/answers.py"):
        shutil.copy(PROJECT / name, folder / name)
    tests = TESTS.format(family=family, answers=" ".join(_answers(folder, family)))
    (folder / "config.toml").write_text(CONFIG.format(family=family, tests=tests))
    return folder


def _answers(folder: Path, family: str) -> Iterator[str]:
    """The tests that compare what the family's decisions answer with what is written down."""
    for path in sorted((folder / "tests" / "data" / "answers").glob(f"{family.rstrip('_')}.*.json")):
        yield f"tests/rules/test_answers.py::test_it_answers_as_written_down[{path.stem}]"


def _cosmic_ray(folder: Path, *arguments: str) -> None:
    command = [str(Path(sys.executable).with_name("cosmic-ray")), *arguments]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _leave_alone(work: WorkDB, folder: Path) -> None:
    cited: dict[Path, list[tuple]] = {}
    for item in work.pending_work_items:
        mutation = item.mutations[0]
        path = folder / mutation.module_path
        spans = cited.setdefault(path, list(_citations(path)))
        is_same = mutation.operator_name.endswith(EQUIVALENT)
        if is_same or any(first <= mutation.start_pos and mutation.end_pos <= last for first, last in spans):
            work.set_result(item.job_id, WorkResult(output="no logic", worker_outcome=WorkerOutcome.SKIPPED))


def _citations(path: Path) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CITATIONS:
            yield (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)


def _told(work: WorkDB, folder: Path) -> dict:
    results = [each for each in work.completed_work_items if each[1].worker_outcome != WorkerOutcome.SKIPPED]
    alive = [item.mutations[0] for item, result in results if result.test_outcome == TestOutcome.SURVIVED]
    return {
        "mutants": len(results),
        "noticed": len(results) - len(alive),
        "survivors": sorted(_place(each, folder) for each in alive),
    }


def _place(mutation: MutationSpec, folder: Path) -> str:
    line = (folder / mutation.module_path).read_text(encoding="utf-8").splitlines()[mutation.start_pos[0] - 1]
    operator = mutation.operator_name.removeprefix("core/")
    return f"{mutation.module_path}:{mutation.start_pos[0]} {operator} #{mutation.occurrence}: {line.strip()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(FAMILIES)))
