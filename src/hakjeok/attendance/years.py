"""Figures for school years before the first one known (앞선 학년도의 기준)."""

from dataclasses import replace

from hakjeok.parameters import Found, Parameter


def in_force(parameter: Parameter, school_year: int) -> Found:
    """The figure in force; before its first year the first one with a warning, since old records are looked up too."""
    first = parameter.values[0].from_school_year
    if school_year >= first:
        return parameter.at(school_year)
    warning = (
        f"{school_year}학년도의 기준이 따로 없어 {first}학년도 기준을 적용했습니다. "
        "그때의 기준이 달랐는지 살펴봐 주세요."
    )
    return replace(parameter.at(first), warnings=(warning,))
