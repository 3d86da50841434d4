"""Wide tables of counts as HTML, by one loop over strings: a school has 16,000 counts a year."""

from collections.abc import Sequence
from datetime import date
from html import escape

from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from hakjeok_web.attendance.closings import ClassYear, PupilTotals
from hakjeok_web.attendance.statistics import ClassCounts, PupilCounts
from hakjeok_web.attendance.symbols import FORM_WORDS, FORMS, KIND_WORDS, KINDS
from hakjeok_web.config.templatetags.korean import korean_time

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


def year_closings_table(rows: Sequence[ClassYear], months: Sequence[date]) -> SafeString:
    """Each class's months, closed or not, who closed the year when, and the counts of the year."""
    heads = "".join(f'<th scope="col">{month.month}월</th>' for month in months)
    body = "".join(_closings_row(row, months) for row in rows)
    return SafeString(
        '<div class="krds-table-wrap hj-wide hj-closings" tabindex="0" role="region" aria-label="반별 연 마감 표">'
        '<table class="tbl col data"><caption>반별 마감한 달과 한 해의 결석 합계, 학년·반 차례</caption><thead><tr>'
        f'<th scope="col">반</th><th scope="col">연 마감</th>{heads}'
        '<th scope="col" class="hj-number first">결석</th><th scope="col" class="hj-number">지각</th>'
        '<th scope="col" class="hj-number">조퇴</th><th scope="col" class="hj-number">결과</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _closings_row(row: ClassYear, months: Sequence[date]) -> str:
    closed = sum(row.months[month].is_closed for month in months)
    last, state = row.last, f"{closed}/{len(months)}달"
    if row.is_closed and last:
        state = f'{korean_time(last.at)} <span class="hj-nowrap">{escape(last.by)}</span>'
    forms = (sum(row.counts[place * 4 : place * 4 + 4]) for place in range(len(FORMS)))
    numbers = "".join(f'<td class="hj-number{" first" if not place else ""}">{n}</td>' for place, n in enumerate(forms))
    return (
        f'<tr><th scope="row"><a href="/register-closings/{row.school_class_id}/year/">{row.grade}-{row.number}</a>'
        f"</th><td>{state}</td>{''.join(_closing_cell(row, month) for month in months)}{numbers}</tr>"
    )


def _closing_cell(row: ClassYear, month: date) -> str:
    state = row.months[month]
    address = f"/register-closings/{row.school_class_id}/{month:%Y-%m}/"
    if not state.is_closed:
        return f'<td><a href="{address}" class="is-open">아직</a></td>'
    on = localtime(state.at).date()
    return f'<td><a href="{address}"><span class="sr-only">마감 </span>{on.month}. {on.day}.</a></td>'


def class_year_table(rows: Sequence[PupilTotals]) -> SafeString:
    """Each pupil's school days, days attended and sixteen counts."""
    head = (
        '<th scope="col" rowspan="2">번호</th><th scope="col" rowspan="2">성명</th>'
        '<th scope="col" rowspan="2" class="hj-number">수업일수</th>'
        '<th scope="col" rowspan="2" class="hj-number">출석일수</th>'
    )
    body = "".join(
        f'<tr><td class="hj-number">{row.number}</td><th scope="row">'
        f'<a href="/students/{row.student_id}/attendance/">{escape(row.name)}</a></th>'
        f'<td class="hj-number">{row.total_days}</td><td class="hj-number">{row.attended_days}</td>'
        f"{_numbers(row.counts)}</tr>"
        for row in rows
    )
    return _table("학생별 한 해의 출결, 번호 차례", head, body, "")


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
