"""Every component in every state (부품 모음), for those who build or check pages; on demonstration sites alone."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_GET

from hakjeok_web.accounts.policies import demo_only
from hakjeok_web.attendance.day_list import DayList, DayPupil, render_day_list
from hakjeok_web.attendance.grid import GridCell, GridDay, GridMonth, GridRow, render_grid, render_legend

_REASONS = {
    "steps": [
        {"text": "수업일수 190일의 1/3은 63.3…일입니다.", "page": 61},
        {
            "text": "1/3을 넘는 첫날은 64일째입니다.",
            "law": "시행령 제29조제1항제2호",
            "quote": "수업일수의 3분의 1을 초과하여 장기결석한 경우",
        },
    ],
    "warnings": [{"text": "이번 학년도에 돌아와도 진급하지 못합니다.", "page": 61}],
    "discrepancies": [{"text": "‘1/3 이상’(p.60)과 ‘1/3 초과’(p.61). 초과로 읽었습니다."}],
    "school_year": 2024,
}
_BADGES = (
    {"text": "재학", "tone": "neutral"},
    {"text": "결재 대기", "tone": "info", "icon": "waiting"},
    {"text": "완료", "tone": "ok", "icon": "done"},
    {"text": "3일 남음", "tone": "warn", "icon": "warning"},
    {"text": "2일 지남", "tone": "danger", "icon": "late"},
    {"text": "예정", "tone": "outline", "icon": "planned"},
)


class SampleForm(forms.Form):
    """Fields of every kind."""

    name = forms.CharField(label="성명", help_text="가족관계증명서에 적힌 대로 적어 주세요.")
    born_on = forms.DateField(label="생년월일", widget=forms.DateInput(attrs={"type": "date"}))
    days = forms.IntegerField(label="수업일수", required=False)
    kind = forms.ChoiceField(
        label="종류", choices=[("illness", "질병"), ("unexcused", "미인정")], widget=forms.RadioSelect
    )
    grade = forms.ChoiceField(label="학년", choices=[("1", "1학년"), ("2", "2학년")])
    is_told = forms.BooleanField(label="보호자에게 알렸습니다")
    note = forms.CharField(label="비고", widget=forms.Textarea, required=False)


@demo_only
@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """`/style/`: the components with samples; `?errors` shows the form after a refused send."""
    form = SampleForm({"days": "190", "note": "적던 글"}) if "errors" in request.GET else SampleForm()
    return render(request, "style_guide.html", {"form": form, **_words(), **_lists(), **_pictures()})


def _words() -> dict[str, Any]:
    return {
        "reasons": _REASONS,
        "badges": _BADGES,
        "tones": ("neutral", "info", "ok", "warn", "danger"),
        "entries": _entries(),
        "steps": [
            {"title": "전입 등록", "state": "done", "on": date(2024, 4, 30)},
            {"title": "자료 확인", "state": "active", "who": "학적 담당"},
            {"title": "학적반영", "state": ""},
        ],
        "scale": _scale(),
        "progress": {"text": "312명 가운데 120명 · 약 2분 남음", "done": 120, "total": 312, "failed_text": ""},
        "reveal": {
            "id": "sample",
            "masked": "010-****-1234",
            "label": "전화번호",
            "url": "",
            "reasons": ["보호자 연락"],
        },
    }


def _entries() -> list[dict[str, Any]]:
    return [
        {"on": date(2024, 8, 28), "kind": "정원 외", "text": "장기결석", "planned": True},
        {"on": date(2024, 3, 1), "kind": "진급", "text": "4학년", "paper": "한빛초-31(2024. 2. 16.)"},
        {"on": date(2022, 9, 5), "kind": "전입학", "text": "제2학년 새솔초 → 한빛초", "cancelled": True},
    ]


def _scale() -> list[dict[str, Any]]:
    return [
        {"range": "1~2일", "actions": [{"text": "전화", "who": "담임", "done": True}]},
        {"range": "3~9일", "actions": [{"text": "가정방문·내교 요청", "waived": "해외 출국 확인, p.27"}]},
        {
            "range": "10일부터",
            "current": True,
            "now": "연속 10일째",
            "actions": [{"text": "등록·제출", "due": "오늘까지"}],
        },
    ]


def _lists() -> dict[str, Any]:
    return {
        "caption": "학생, 번호 순서",
        "count_text": "28명 가운데 2명",
        "columns": [
            {"label": "번호", "number": True, "sort": "ascending", "sort_url": "?"},
            {"label": "성명", "sort_url": "?"},
            {"label": "생년월일"},
        ],
        "rows": [
            {"cells": ("7", "박하준", "2014. 8. 21.(목)")},
            {"cells": ("11", "남궁가나다라마바사아", "2014. 5. 3.(토)")},
        ],
        "pages": {"text": "1~50명 / 312명", "next_url": "?", "next_text": "다음 50명"},
        "groups": _groups(),
        "diff_tabs": [
            {"title": "다름", "count": 9, "url": "?", "current": True},
            {"title": "같음", "count": 571, "url": "?"},
        ],
        "diff_rows": _differences(),
        "changes": [{"label": "상태", "before": "재학", "after": "정원 외 학적관리", "edit_url": "?"}],
        "must_tick": [{"name": "told", "text": "보호자에게 진급할 수 없음을 알렸습니다(서식 4-4)."}],
        "picker": {"name": "student", "suggest_url": "/students/search/suggest/"},
    }


def _groups() -> list[dict[str, Any]]:
    late = {"what": "결석신고서 받기", "who": "4-2 11번 이도윤", "due_text": "5. 1.(수)까지", "when_text": "2일 지남"}
    today = {"what": "오늘 출석 확인", "who": "4학년 2반 28명", "due_text": "오늘까지", "when_text": "오늘"}
    return [
        {"title": "지난 일", "tasks": [{**late, "state": "overdue", "url": "?", "reasons": _REASONS}]},
        {"title": "오늘", "tasks": [{**today, "state": "today", "url": "?"}]},
    ]


def _differences() -> list[dict[str, Any]]:
    same = {"name": "4학년 2반 3번 김서연", "key": "3"}
    return [
        {**same, "place": "2행 F열", "field": "생년월일", "now": "2014. 5. 3.", "new": "2014. 5. 30.", "chosen": True},
        {
            **same,
            "place": "27행 F열",
            "field": "생년월일",
            "problem": "‘2014-13-02’는 없는 날짜입니다.",
            "remedy": "고친 뒤 이 행만 다시 올릴 수 있습니다.",
        },
    ]


def _pictures() -> dict[str, Any]:
    sprite = static("img/symbols.svg")
    first, second = date(2024, 5, 2), date(2024, 5, 3)
    row = GridRow(
        student="1",
        number="7",
        name="박하준",
        cells={
            first: GridCell("absence", "unexcused", note="전화함", version=1),
            second: GridCell("late", "illness", entered_later=True, lacks_evidence=True, is_planned=True),
        },
    )
    days = (
        GridDay(first, is_taken=True, present=26, absent=2),
        GridDay(second),
        GridDay(date(2024, 5, 6), "대체공휴일"),
    )
    month = GridMonth(
        days, (row, GridRow("2", "8", "고은서", away=frozenset({first}))), sprite, second, is_readonly=True
    )
    pupils = (DayPupil("1", "7", "박하준", "absence", "unexcused", hint="연속 10일째"), DayPupil("2", "8", "고은서"))
    return {
        "grid": render_grid(month),
        "legend": render_legend(sprite),
        "day_list": render_day_list(DayList(second, pupils, sprite, is_readonly=True)),
    }
