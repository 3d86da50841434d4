"""A question as it stands on the page (물음의 자리): what is typed, what lies within, what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hakjeok_web.config.templatetags.korean import korean_date

GIVEN = "__given"  # whether an object that may be left out is told of
WHICH = "__which"  # which of two ways to tell was chosen
OF_A_FORM = frozenset(["action", "elements", "form", "id", "length", "method", "name", "reset", "submit", "target"])
MOST_UNFOLDED = 3
SCHOOL_YEAR, NO_BREAK = "학년도", "\u00a0"


def control(path: str) -> str:
    """The name of the control for a fact: one that a form in a browser has for itself would hide the form's own."""
    return f"{path}_" if path in OF_A_FORM else path


@dataclass
class Shown:
    """A question on the page: where it stands, what is typed, the questions within it, what is wrong."""

    question: Any
    path: str
    typed: Any
    parts: list["Shown"] = field(default_factory=list)
    error: str = ""
    asked_by: str = ""
    asked_values: str = ""
    way: str = ""  # tells two ways apart that have one path
    note: str = ""

    @property
    def template(self) -> str:
        return self.question.template

    @property
    def name(self) -> str:
        return control(self.path)

    @property
    def id(self) -> str:
        return f"id_{self.path.replace('.', '-')}{self.way}"

    @property
    def is_given(self) -> bool:
        return bool(self.typed.get(GIVEN))

    @property
    def which(self) -> str:
        return self.typed.get(WHICH, "")

    @property
    def gist(self) -> str:
        """What a larger group of which everything needed is known says in one line; it can be folded."""
        needed = [part for part in self.parts if hasattr(part.question, "kind") and part.question.is_needed]
        is_known = needed and all(part.typed for part in needed) and len(self.parts) > MOST_UNFOLDED
        if not is_known or self.question.is_optional or not self.question.title:
            return ""
        return " · ".join(part.in_a_gist for part in needed)

    @property
    def in_a_gist(self) -> str:
        """What is typed with its title, in a piece that no line breaks; a school year is its own title."""
        title = self.question.title
        together = f"{self.told}{title}" if title == SCHOOL_YEAR else f"{title} {self.told}"
        return together.replace(" ", NO_BREAK)

    @property
    def told(self) -> str:
        """What is typed in a line, days as people read them."""
        try:
            return korean_date(date.fromisoformat(self.typed)) if self.question.kind == "date" else self.typed
        except ValueError:
            return self.typed

    @property
    def is_open(self) -> bool:
        """Whether something within is wrong, so that nothing of it may be folded away."""
        return bool(self.error) or any(part.is_open for part in self.parts)

    def walk(self) -> Iterator["Shown"]:
        yield self
        for part in self.parts:
            yield from part.walk()

    def complain(self, path: str, message: str) -> bool:
        """Put the message at the question with that path, or at the nearest one around it; whether there is one."""
        around = [each for each in self.walk() if each.path and f"{path}.".startswith(f"{each.path}.")]
        if around:
            nearest = max(around, key=lambda each: len(each.path))
            nearest.error = nearest.error or message
        return bool(around)
