"""Bars of the statistics as SVG made on the server (막대그래프): widths in percent, so that letters stay legible."""

from collections.abc import Iterator, Sequence
from html import escape

from django.utils.safestring import SafeString

from hakjeok_web.attendance.overview import Line
from hakjeok_web.attendance.symbols import KIND_WORDS, KINDS

ROW, BAR, BEFORE, LEFT, WIDEST = 44, 18, 8, 14, 72  # pixels down; percent across
# The pictures of a page share their patterns: every chart is drawn with those of the first.
PATTERNS = (
    '<svg class="hj-chart-patterns" width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="bar-illness" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<path class="ink-illness" d="M-1 1l2-2M0 4l4-4M3 5l2-2"/></pattern>'
    '<pattern id="bar-other" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<path class="ink-other" d="M0 4l4-4M0 0l4 4"/></pattern>'
    '<pattern id="bar-authorized" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<path class="ink-authorized" d="M0 2h4"/></pattern></defs></svg>'
)


def render_bars(lines: Sequence[Line], *, key: str, title: str, unit: str, before: str) -> SafeString:
    """One row a line: the kinds side by side, below them the year before (`before` is its name, empty without one).

    `key` tells the pictures of one page apart. Everything that the picture shows stands in the table behind it.
    """
    widest = max((max(line.total, line.before) for line in lines), default=0) or 1
    rows = "".join(_row(line, index * ROW, widest, unit, with_before=bool(before)) for index, line in enumerate(lines))
    return SafeString(
        f'<svg class="hj-chart" role="img" width="100%" height="{len(lines) * ROW}"'
        f' aria-labelledby="{key}-title {key}-desc"><title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(_described(lines, unit, before))}</desc>{rows}</svg>'
    )


def _described(lines: Sequence[Line], unit: str, before: str) -> str:
    """`3월 12일(2025학년도 9일), 4월 …`."""
    told = (
        f"{line.label} {line.total}{unit}" + (f"({before} {line.before}{unit})" if before else "") for line in lines
    )
    return ", ".join(told) + ". 종류별 수는 표에 있습니다."


def _row(line: Line, top: int, widest: int, unit: str, *, with_before: bool) -> str:
    end = LEFT + line.total * WIDEST / widest
    parts = "".join(_parts(line, top + 6, widest))
    old = ""
    if with_before:
        width = line.before * WIDEST / widest
        old = f'<rect class="before" x="{LEFT}%" y="{top + 7 + BAR}" width="{width:.2f}%" height="{BEFORE}"/>'
    return (
        f'<text x="0" y="{top + 20}">{escape(line.label)}</text>{parts}{old}'
        f'<text class="value" x="{end:.2f}%" dx="6" y="{top + 20}">{line.total_text}{unit}</text>'
    )


def _parts(line: Line, top: int, widest: int) -> Iterator[str]:
    left = float(LEFT)
    for kind, number in zip(KINDS, line.kinds, strict=True):
        width = number * WIDEST / widest
        if number:
            place = f'x="{left:.2f}%" y="{top}" width="{width:.2f}%" height="{BAR}"'
            yield f'<rect class="{kind}" {place}/>'
            if kind != "unexcused":
                yield f'<rect class="over-{kind}" {place}/>'
        left += width


def render_legend(before: str) -> SafeString:
    """What the looks of the bars mean."""
    looks = [(kind, KIND_WORDS[kind]) for kind in KINDS] + ([("before", before)] if before else [])
    items = "".join(
        f'<li><svg width="18" height="18" aria-hidden="true"><rect class="{look}" x="1" y="1" width="16" height="16"/>'
        f'<rect class="over-{look}" x="1" y="1" width="16" height="16"/></svg>{escape(word)}</li>'
        for look, word in looks
    )
    return SafeString(f'{PATTERNS}<ul class="hj-chart-legend">{items}</ul>')
