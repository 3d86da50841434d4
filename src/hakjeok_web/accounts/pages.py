"""Pages of long lists, for components/_pager.html."""


def page_number(request) -> int:
    """The page asked for; the first where it is missing or nonsense."""
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1


def pager(request, page: int, total: int, size: int, unit: str) -> dict[str, str] | None:
    """Text and links to the page before and after; None where one page holds everything."""
    if total <= size:
        return None
    first, last = (page - 1) * size + 1, min(page * size, total)
    return {
        "text": f"{first:,}~{last:,} / {total:,}{unit}",
        "previous_url": _url(request, page - 1) if page > 1 else "",
        "next_url": _url(request, page + 1) if last < total else "",
        "next_text": f"다음 {size}{unit}",
        "previous_text": f"이전 {size}{unit}",
    }


def _url(request, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"
