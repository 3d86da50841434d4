"""What the words mean that nobody knew (뜻을 모르는 말): a person says it for one list, and its lines are read anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hakjeok_web.attendance.symbols import PAIRS, word_of
from hakjeok_web.reconciliations.reading import PRESENT, Line, why_unknown

NOTHING = "nothing"
# What a word may be said to mean, with the words of the page.
MEANINGS: Mapping[str, str] = {
    **{f"{form}:{kind}": word_of(form, kind) for form, kind in PAIRS},
    PRESENT: word_of(PRESENT, ""),
    NOTHING: "출결이 아님(넘어감)",
}


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the file that is not understood by itself, once, however often it stands there."""

    word: str
    count: int
    place: str  # where it stands first
    meaning: str = ""  # what a person said it means in this list

    @property
    def why(self) -> str:
        return why_unknown(self.word)


@dataclass(frozen=True, slots=True)
class Understood:
    """The lines that say something, with what the unknown words were said to mean; and those words themselves."""

    lines: tuple[Line, ...]
    words: tuple[UnknownWord, ...]

    @property
    def unknown_lines(self) -> int:
        """Lines whose word nobody has explained yet."""
        return sum(word.count for word in self.words if not word.meaning)

    @property
    def passed_over(self) -> int:
        """Lines whose word was said to be none of attendance."""
        return sum(word.count for word in self.words if word.meaning == NOTHING)


def understood(lines: Iterable[Line], meanings: Mapping[str, str]) -> Understood:
    """Read the lines with what was said of the unknown words; a line without a meaning is left out."""
    known, unknown = [], {}
    for line in lines:
        if not line.word:
            known.append(line)
            continue
        meaning = meanings.get(line.word, "")
        unknown.setdefault(line.word, []).append(line)
        if meaning and meaning != NOTHING:
            known.append(_said(line, meaning))
    words = (_word(each, meanings.get(word, "")) for word, each in unknown.items())
    return Understood(tuple(known), tuple(sorted(words, key=lambda word: (bool(word.meaning), -word.count))))


def _said(line: Line, meaning: str) -> Line:
    form, _, kind = meaning.partition(":")
    return replace(line, form=form, kind=kind, word="")


def _word(lines: list[Line], meaning: str) -> UnknownWord:
    return UnknownWord(lines[0].word, len(lines), lines[0].place, meaning)
