"""Lines of the server's log (기록 파일) without what would let their reader in."""

import logging
import re

_LINK = re.compile(r"/enrol/[^/\s]+")


class LineFormatter(logging.Formatter):
    """Leaves the codes of enrolment links out: Django writes the address of every request that it refuses."""

    def format(self, record: logging.LogRecord) -> str:
        return _LINK.sub("/enrol/…", super().format(record))
