"""Where a rule stands: the handbook's page, the law, and the sentence itself."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Source:
    """A place in the handbook (학적업무 도움자료 초등용 2024) or in the law.

    `page` is the printed page; `quote` the words that stand there (a test looks for them, white space
    ignored). `reading` marks a step where we say more than the handbook does.
    """

    page: int | None = None
    law: str | None = None
    quote: str | None = None
    reading: bool = False

    def __post_init__(self) -> None:
        """Refuse a source that names no place."""
        if self.page is None and self.law is None:
            raise ValueError("a source needs a page or a law")
        if self.quote is not None and self.page is None:
            raise ValueError("a quotation needs its page")

    def as_dict(self) -> dict[str, int | str | bool]:
        """What an asker is shown: `page`, `law` and, where true, `reading`."""
        shown: dict[str, int | str | bool] = {}
        if self.page is not None:
            shown["page"] = self.page
        if self.law is not None:
            shown["law"] = self.law
        if self.reading:
            shown["reading"] = True
        return shown


@dataclass(frozen=True)
class Step:
    """One step of the reasoning: a Korean sentence and the source that it rests on."""

    text: str
    source: Source
