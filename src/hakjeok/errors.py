"""The ways in which a decision can refuse an asker; messages are Korean sentences for people."""


class BadInput(ValueError):
    """A fact that the asker gave is missing, of the wrong kind, or contradicts another.

    `field` is the dotted path of the fact (`calendar.breaks.0.from`); `message` says what was wrong and
    what to do about it, in Korean.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message

    def inside(self, *path: str | int) -> "BadInput":
        """The same refusal, seen from the facts that hold the refused ones at `path`."""
        return BadInput(".".join([*map(str, path), *filter(None, [self.field])]), self.message)


class UnknownDecision(BadInput):
    """A name that no decision carries; `nearest` holds the names most like it."""

    def __init__(self, name: str, nearest: tuple[str, ...]) -> None:
        near = f" 비슷한 이름: {', '.join(nearest)}." if nearest else ""
        super().__init__(
            "decision",
            f"‘{name}’이라는 판정이 없습니다.{near} 모든 이름은 `hakjeok decide --list`로 볼 수 있습니다.",
        )
        self.nearest = nearest
