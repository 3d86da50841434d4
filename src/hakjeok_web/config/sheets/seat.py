"""A pupil's place as files name it."""

from typing import NamedTuple


class Seat(NamedTuple):
    """Grade, class and number (학년 반 번호) of a pupil in one school year."""

    grade: int
    class_number: int
    number: int

    @property
    def korean(self) -> str:
        return f"{self.grade}학년 {self.class_number}반 {self.number}번"
