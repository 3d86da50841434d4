"""Which question of the handbook (Q & A) a test asks."""


def asks(*, page: int, begins: str):
    """Mark a test as the one that asks the question on `page` which begins with these words."""

    def mark(test):
        test.asks = (page, begins)
        return test

    return mark
