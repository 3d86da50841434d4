"""Which questions of the handbook (Q & A) a test asks."""

from collections.abc import Callable


def asks(*, page: int, begins: str) -> Callable:
    """Mark a test as one that asks the question on `page` which begins with these words."""

    def mark(test: Callable) -> Callable:
        test.asks = [*getattr(test, "asks", []), (page, begins)]
        return test

    return mark
