"""Whom a line of the file is about (누구의 출결인지): by class, number and name as they were on its day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hakjeok_web.attendance.actions import Entry, why_not
from hakjeok_web.attendance.month import Month, Pupil, month_of
from hakjeok_web.config.sheets.errors import BadValue
from hakjeok_web.reconciliations.reading import Line
from hakjeok_web.schools.models import SchoolClass


@dataclass(frozen=True)
class Place:
    """A pupil in the class of a day, with that class's month."""

    pupil: Pupil
    school_class: SchoolClass
    month: Month


@dataclass(frozen=True)
class Registers:
    """The registers that are compared: classes by grade and number, and their months."""

    classes: Mapping[tuple[int, int], SchoolClass]
    months: Mapping[tuple[object, date], Month]  # by class and first of the month
    _by_name: dict[date, dict[str, list[Place]]] = field(default_factory=dict)  # made for the days that are asked

    def month(self, school_class: SchoolClass, day: date) -> Month:
        return self.months[school_class.pk, month_of(day)]

    def named(self, name: str, day: date) -> Sequence[Place]:
        """Everybody of this name in any class on a day."""
        if day not in self._by_name:
            self._by_name[day] = by_name = defaultdict(list)
            for school_class in self.classes.values():
                month = self.month(school_class, day)
                for pupil in month.pupils_on(day):
                    by_name[_bare(pupil.name)].append(Place(pupil, school_class, month))
        return self._by_name[day].get(_bare(name), ())


def place_of(line: Line, registers: Registers) -> Place:
    """The one pupil that the line is about.

    Raises:
        BadValue: nobody fits, or it is not certain who.

    """
    if line.grade is None or line.class_number is None:
        return _by_name_alone(line, registers)
    school_class = registers.classes.get((line.grade, line.class_number))
    if school_class is None:
        cause = f"{line.grade}학년 {line.class_number}반이 없습니다."
        raise BadValue(cause, "학년과 반을 보고 고친 뒤 다시 올려 주세요.")
    month = registers.month(school_class, line.day)
    return Place(_in_class(line, month, school_class), school_class, month)


def _by_name_alone(line: Line, registers: Registers) -> Place:
    """A file without classes: the name must be one pupil's alone."""
    named = registers.named(line.name, line.day) if line.name else ()
    if len(named) == 1:
        return named[0]
    cause = "이름이 같은 학생이 둘 이상입니다." if named else "학년과 반이 없어 누구인지 정할 수 없습니다."
    raise BadValue(cause, "‘학년’, ‘반’, ‘번호’ 열을 넣고 다시 올려 주세요.")


def _in_class(line: Line, month: Month, school_class: SchoolClass) -> Pupil:
    here = month.pupils_on(line.day)
    by_number = [pupil for pupil in here if pupil.number == line.number]
    agreeing = [pupil for pupil in by_number if not line.name or _bare(pupil.name) == _bare(line.name)]
    by_name = [pupil for pupil in here if line.name and _bare(pupil.name) == _bare(line.name)]
    if agreeing or len(by_name) == 1:
        return (agreeing or by_name)[0]
    raise _nobody(line, month, school_class, by_number, by_name)


def _nobody(line: Line, month: Month, school_class: SchoolClass, by_number: Sequence[Pupil], by_name: Sequence[Pupil]):
    if len(by_name) > 1:
        return BadValue("같은 반에 이름이 같은 학생이 둘 이상입니다.", "번호를 적고 다시 올려 주세요.")
    if by_number:
        cause = f"{school_class} {line.number}번은 {by_number[0].name} 학생입니다."
        return BadValue(cause, "이름이나 번호를 고친 뒤 다시 올려 주세요.")
    if elsewhen := [pupil for pupil in month.pupils if _is(line, pupil)]:
        return refusal(why_not(Entry(elsewhen[0].id, line.day, line.form, line.kind), month, school_class))
    return BadValue(
        f"그날 {school_class}에 이 학생이 없습니다.", "반과 번호와 이름을 학생 명부와 맞추어 다시 올려 주세요."
    )


def refusal(sentences: str) -> BadValue:
    """What the register says against a cell, as cause and remedy: the first sentence and the rest."""
    cause, end, remedy = sentences.partition("다. ")
    return BadValue(cause + end.strip(), remedy)


def _is(line: Line, pupil: Pupil) -> bool:
    if line.name and _bare(line.name) != _bare(pupil.name):
        return False
    return bool(line.name) or pupil.number == line.number


def _bare(name: str) -> str:
    return name.replace(" ", "").casefold()
