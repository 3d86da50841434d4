"""Templates: each parses, fragments say what they need, nothing against the site's own policy, plain words."""

import ast
import re
from pathlib import Path

import pytest
from django.template import engines

SOURCE = Path(__file__).parents[2] / "src" / "hakjeok_web"
TEMPLATES = sorted(SOURCE.rglob("*.html"))
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
# The policy forbids code and styles within a page: they would be dropped without a word.
INLINE = re.compile(r"""\sstyle=["']|<style\b|<script(?![^>]*\ssrc=)|<[^>]*\son[a-z]+=["']|javascript:""")
# Words of offices and of machines, for which the interface has plainer ones.
AVOIDED = re.compile(
    r"금일|명일|익일|상기(?!시)|하기의|하기와|(?<!출결)내역|기재|기입(?!학)|송부|징구|필히|요망|유선|당해|부득이|명기|소명(?!초)"
    r"|경주하|만전|잔여|도과|익년|처리되었|처리했|정상적으로|유효하지 않은|에러|오류 코드|데이터(?!베이스)|업로드"
    r"|다운로드|팝업|클릭|터치|디폴트|로그(?!인|아웃|램)|세션|홈페이지|공인인증서|학부모님|에 대하여"
    r"|에 대해|관련하여|바랍니다"
)
EMPTY_WORDS = re.compile(r"<(?:a|button)\b[^>]*>\s*(?:확인|처리|여기)\s*</")
# What a roster calls its columns, and the notation of form definitions, are other people's words.
OTHER_PEOPLES_WORDS = {"documents/rendering/loading.py"}


def name_of(path):
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_parses(path):
    engines["django"].from_string(path.read_text())


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name.startswith("_")], ids=name_of)
def test_a_fragment_begins_with_what_it_needs(path):
    assert re.match(r"({% (?:load|extends) [^%]*%}|\s)*({% comment %}|{#)", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_has_no_code_or_style_of_its_own(path):
    assert INLINE.findall(_without_comments(path)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_speaks_plainly(path):
    text = _without_comments(path)
    assert AVOIDED.findall(text) + EMPTY_WORDS.findall(text) == []


def test_sentences_in_the_code_speak_plainly():
    found = [
        (name_of(path), line, text)
        for path in sorted(SOURCE.rglob("*.py"))
        if name_of(path) not in OTHER_PEOPLES_WORDS and "migrations" not in path.parts
        for line, text in _strings(path)
        if AVOIDED.search(text)
    ]
    assert found == []


def test_the_words_are_found_where_they_stand():
    assert AVOIDED.findall("금일 데이터를 업로드했으나 에러가 났습니다") == ["금일", "데이터", "업로드", "에러"]
    assert AVOIDED.findall("출결내역을 로그인한 뒤 오늘 올립니다. 데이터베이스 프로그램") == []


def _without_comments(path):
    return COMMENT.sub("", path.read_text())


def _strings(path):
    """Line and text of each string that is not a docstring."""
    tree = ast.parse(path.read_text())
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, holders) and _has_docstring(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def _has_docstring(node):
    return bool(node.body) and isinstance(node.body[0], ast.Expr)
