"""Addresses of static files: they do not change while a process lives, so each is worked out once."""

from functools import cache

from django.contrib.staticfiles.storage import StaticFilesStorage


class RememberingStorage(StaticFilesStorage):
    """Django's own storage that remembers its answers; a page asks for some twenty."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.url = cache(super().url)
