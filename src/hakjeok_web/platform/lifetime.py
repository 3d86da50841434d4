"""Ties the life of a process to its parent's, so that a killed supervisor leaves nothing behind (Linux)."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent(how: signal.Signals = signal.SIGKILL) -> None:
    """Have the kernel send `how` to this process when its parent dies.

    Call it early, in the main thread. A parent that has died before is noticed by the process number it announced.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, how.value, 0, 0, 0)
    announced = os.environ.get("HAKJEOK_PARENT")
    if announced and announced != str(os.getppid()):
        sys.exit(0)
