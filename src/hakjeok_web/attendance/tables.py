"""Wide tables of counts as HTML, by one loop over strings: a school has 16,000 counts a year."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString

from hakjeok_web.attendance.statistics import ClassCounts, PupilCounts
from hakjeok_web.attendance.symbols import FORM_WORDS, FORMS, KIND_WORDS, KINDS

FIRST = " first"  # the first kind of a form, where a line stands
_KIND_HEADS = "".join(
    f'<th scope="col" class="hj-number{FIRST if kind == KINDS[0] else ""}">'
    f"{KIND_WORDS[kind].replace('출석인정', '인정')}</th>"
    for _ in FORMS
    for kind in KINDS
)
_FORM_HEADS = "".join(f'<th scope="colgroup" colspan="4">{FORM_WORDS[form]}</th>' for form in FORMS)


def month_table(rows: Sequence[ClassCounts]) -> SafeString:
    """Each class's sixteen counts, with the school's sum."""
    body = "".join(
        f'<tr><th scope="row"><a href="/registers/{row.school_class_id}/">{row.grade}-{row.number}</a></th>'
        f"{_numbers(row.counts)}</tr>"
        for row in rows
    )
    sums = [sum(column) for column in zip(*(row.counts for row in rows), strict=True)] if rows else []
    foot = f'<tfoot><tr><th scope="row">학교</th>{_numbers(sums)}</tr></tfoot>' if rows else ""
    return _table("반별 출결 합계, 학년·반 차례", '<th scope="col" rowspan="2">반</th>', body, foot)


def year_table(rows: Sequence[PupilCounts]) -> SafeString:
    """Each pupil's sixteen counts, by class and number."""
    head = (
        '<th scope="col" rowspan="2">반</th><th scope="col" rowspan="2">번호</th><th scope="col" rowspan="2">성명</th>'
    )
    body = "".join(
        f'<tr><td>{row.grade}-{row.class_number}</td><td class="hj-number">{row.number}</td><th scope="row">'
        f'<a href="/students/{row.student_id}/attendance/">{escape(row.name)}</a></th>{_numbers(row.counts)}</tr>'
        for row in rows
    )
    return _table("학생별 출결 합계, 학년·반·번호 차례", head, body, "")


def _numbers(counts: Sequence[int]) -> str:
    return "".join(
        f'<td class="hj-number{FIRST if place % len(KINDS) == 0 else ""}">{count or ""}</td>'
        for place, count in enumerate(counts)
    )


def _table(caption: str, head: str, body: str, foot: str) -> SafeString:
    return SafeString(
        '<div class="krds-table-wrap hj-wide" tabindex="0" role="region" aria-label="출결 합계 표">'
        f'<table class="tbl col data"><caption>{caption}</caption><thead><tr>{head}{_FORM_HEADS}</tr>'
        f"<tr>{_KIND_HEADS}</tr></thead><tbody>{body}</tbody>{foot}</table></div>"
    )
