"""`hakjeok decide` as a program: what it writes, its exit status, and what it does not load."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from hakjeok.faces.cli import main
from hakjeok.registry import names

HAKJEOK = Path(sys.executable).with_name("hakjeok")
ASKED = {"basis": "normal", "total_days": 191, "attended": 127, "school_year": 2024}


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([HAKJEOK, *arguments], input=stdin, capture_output=True, text=True, timeout=60, check=False)


def lines_of(*asked: object) -> str:
    return "\n".join(each if isinstance(each, str) else json.dumps(each) for each in asked) + "\n"


class TestOne:
    def test_it_answers_where_it_stands(self, capsys):
        assert main(["decide", "completion.required", "--json", json.dumps(ASKED)]) == 0
        assert json.loads(capsys.readouterr().out)["result"]["short_by"] == 1

    def test_it_writes_the_envelope(self):
        done = run("decide", "completion.required", "--json", json.dumps(ASKED))
        answered = json.loads(done.stdout)
        assert done.returncode == 0
        assert set(answered) == {"decision", "result", "because", "warnings", "school_year"}
        assert answered["result"] == {"required": 128, "counted": 127, "completes": False, "short_by": 1}
        assert answered["because"][0]["source"] == {"page": 88, "law": "초·중등교육법 시행령 제50조제2항"}

    def test_it_reads_standard_input(self):
        done = run("decide", "completion.required", "--json", "-", stdin=json.dumps(ASKED))
        assert json.loads(done.stdout)["decision"] == "completion.required"

    def test_bad_input_writes_the_error_and_nothing_else(self):
        done = run("decide", "completion.required", "--json", json.dumps({**ASKED, "total_days": 170}))
        written = json.loads(done.stdout)
        assert (done.returncode, done.stderr) == (2, "")
        assert set(written) == {"error"}
        assert written["error"]["field"] == "total_days"

    @pytest.mark.parametrize("text", ["{", "[]", "3", "", "[" * 100_000])
    def test_what_is_no_json_object_is_refused(self, text, capsys):
        assert main(["decide", "completion.required", "--json", text]) == 2
        assert json.loads(capsys.readouterr().out)["error"]["field"] == "input"

    def test_an_unknown_name_tells_the_nearest(self):
        done = run("decide", "completion.requird", "--json", "{}")
        error = json.loads(done.stdout)["error"]
        assert (done.returncode, error["field"], error["nearest"][0]) == (2, "decision", "completion.required")

    def test_a_terminal_of_another_encoding_does_not_stop_it(self):
        code = "import sys; from hakjeok.faces.cli import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", code, "decide", "completion.required", "--json", json.dumps(ASKED)],
            env={"PYTHONIOENCODING": "ascii"},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert "수업일수" in done.stdout.decode()


class TestBatch:
    def test_each_line_is_answered_in_order(self, tmp_path, capsys):
        batch = tmp_path / "batch.jsonl"
        batch.write_text(
            lines_of(
                {"id": 1, "decision": "completion.required", "input": ASKED},
                {"id": "b", "decision": "completion.required", "input": {**ASKED, "attended": "x"}},
                {"id": 3, "decision": "nothing.such", "input": {}},
                "",
                "{broken",
                {"id": 5, "input": {}},
                {"id": 6, "decision": "attendance.day"},
                {"id": 7, "decision": "attendance.day", "input": 7},
            )
        )
        assert main(["decide", "--batch", str(batch)]) == 0
        answered = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [each["id"] for each in answered] == [1, "b", 3, None, 5, 6, 7]
        assert answered[0]["output"]["result"]["required"] == 128
        fields = [each["error"]["field"] for each in answered[1:]]
        assert fields == ["attended", "decision", "line", "decision", "events", "input"]

    def test_it_reads_its_lines_from_standard_input(self):
        asked = lines_of({"id": 1, "decision": "completion.required", "input": ASKED})
        assert json.loads(run("decide", "--batch", "-", stdin=asked).stdout)["id"] == 1

    def test_standard_input_is_read_in_place_too(self, monkeypatch, capsys):
        asked = lines_of({"id": 1, "decision": "completion.required", "input": ASKED})
        monkeypatch.setattr("sys.stdin", io.StringIO(asked))
        assert main(["decide", "--batch", "-"]) == 0
        assert json.loads(capsys.readouterr().out)["id"] == 1

    def test_a_file_that_is_not_there_is_named(self, tmp_path, capsys):
        assert main(["decide", "--batch", str(tmp_path / "none.jsonl")]) == 2
        assert "none.jsonl" in json.loads(capsys.readouterr().out)["error"]["message"]

    def test_a_file_of_another_encoding_is_told(self, tmp_path, capsys):
        (tmp_path / "euc.jsonl").write_bytes("한글".encode("euc-kr"))
        assert main(["decide", "--batch", str(tmp_path / "euc.jsonl")]) == 2
        assert "UTF-8" in json.loads(capsys.readouterr().out)["error"]["message"]

    def test_ten_thousand_lines_are_answered_in_one_process(self, tmp_path):
        batch = tmp_path / "many.jsonl"
        batch.write_text(
            lines_of(*({"id": n, "decision": "completion.required", "input": ASKED} for n in range(10_000)))
        )
        done = run("decide", "--batch", str(batch))
        assert len(done.stdout.splitlines()) == 10_000


class TestTheRest:
    def test_the_list_tells_name_title_and_pages(self, capsys):
        assert main(["decide", "--list"]) == 0
        listed = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
        assert [name for name, _, _ in listed] == list(names())
        assert ["completion.required", "수료에 필요한 출석일수", "p.64, 78, 83, 85, 88, 89"] in listed

    @pytest.mark.parametrize(("more", "key"), [([], "total_days"), (["input"], "basis"), (["output"], "short_by")])
    def test_the_schema_tells_input_or_output(self, more, key, capsys):
        assert main(["decide", "completion.required", "--schema", *more]) == 0
        assert key in json.loads(capsys.readouterr().out)["properties"]

    @pytest.mark.parametrize("arguments", [["decide"], ["decide", "--json", "{}"], ["decide", "x"], []])
    def test_anything_else_tells_how_to_ask(self, arguments, capsys):
        assert main(arguments) == 2
        written = capsys.readouterr()
        assert "쓰는 법" in written.out + written.err

    @pytest.mark.parametrize("word", ["-h", "--help", "help"])
    def test_help_is_no_mistake(self, word, capsys):
        assert main([word]) == 0
        assert "decide" in capsys.readouterr().out

    def test_an_unknown_command_is_named(self, capsys):
        assert main(["nothing"]) == 2
        assert "‘nothing’" in capsys.readouterr().err

    def test_another_package_s_command_is_found_by_its_entry_point(self, tmp_path):
        info = tmp_path / "other-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[hakjeok.commands]\ngreet = other:greet\n")
        (tmp_path / "other.py").write_text("def greet(argv):\n    print('안녕', *argv)\n    return 7\n")
        code = (
            f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from hakjeok.faces.cli import main; sys.exit(main())"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, "greet", "학생"], capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, done.stdout) == (7, "안녕 학생\n")


def test_to_decide_loads_no_django_and_no_library():
    code = (
        "import sys, json; from hakjeok.faces.cli import main;"
        f"main(['decide', 'completion.required', '--json', {json.dumps(ASKED)!r}]);"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & {"django", "hakjeok_web", "pydantic", "holidays"}


def test_a_command_of_another_package_gets_the_rest_of_the_line(monkeypatch):
    class Found:
        def load(self):
            return lambda rest: len(rest)

    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: (Found(),))
    assert main(["greet", "학생", "선생님"]) == 2


def test_a_stream_that_is_no_terminal_or_file_is_left_as_it_is(monkeypatch):
    written = io.StringIO()
    monkeypatch.setattr(sys, "stdout", written)
    assert main(["decide", "attendance.day", "--schema"]) == 0
    assert "하루의 출결" in written.getvalue()
