"""What kind of device a browser says it runs on (기기), in words its owner recognises."""

_SYSTEMS = (
    ("iPhone", "아이폰"),
    ("iPad", "아이패드"),
    ("Android", "안드로이드"),
    ("CrOS", "크롬북"),
    ("Windows", "윈도우"),
    ("Macintosh", "맥"),
    ("Linux", "리눅스"),
)
# Most browsers also name those they descend from, so the order decides.
_BROWSERS = (
    ("Whale/", "웨일"),
    ("SamsungBrowser/", "삼성 인터넷"),
    ("Edg/", "엣지"),
    ("OPR/", "오페라"),
    ("Firefox/", "파이어폭스"),
    ("CriOS/", "크롬"),
    ("Chrome/", "크롬"),
    ("Safari/", "사파리"),
)


def describe(agent: str) -> str:
    """`윈도우 · 크롬`; `알 수 없는 기기` where the browser says nothing known."""
    parts = [_first(agent, _SYSTEMS), _first(agent, _BROWSERS)]
    return " · ".join(part for part in parts if part) or "알 수 없는 기기"


def _first(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((word for sign, word in names if sign in agent), "")
