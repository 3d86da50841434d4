"""The web server process (웹 서버): loads the application once, then forks its workers from that."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hakjeok_web.platform.lifetime import end_with_parent

WORKERS = 2
THREADS_PER_WORKER = 4
SECONDS_TO_FINISH = 8
OURS = Path(__file__).resolve().parents[1]


def serve(host: str, port: int) -> None:
    """Serve until told to stop. What is loaded before the fork is shared memory of all workers."""
    end_with_parent()
    # A worker's parent is this process, not the one that announced itself to this process.
    os.environ.pop("HAKJEOK_PARENT", None)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    import hakjeok_web.config.wsgi  # noqa: F401

    _load_pages()
    gc.collect()
    gc.freeze()
    Granian(
        "hakjeok_web.platform.web:worker_application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=WORKERS,
        blocking_threads=THREADS_PER_WORKER,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=SECONDS_TO_FINISH,
        websockets=False,
        log_level=LogLevels.warning,  # starts and stops are reported by the supervisor
    ).serve()


def _load_pages() -> None:
    """Load what Django would load with the first request of each worker: views and templates."""
    from django.template import engines
    from django.template.utils import get_app_template_dirs
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 (reading it imports the views)
    engine = engines["django"]
    for directory in [*engine.dirs, *(each for each in get_app_template_dirs("templates") if OURS in each.parents)]:
        for path in directory.rglob("*.html"):
            engine.get_template(str(path.relative_to(directory)))


def worker_application() -> Callable[..., Any]:
    """The WSGI application of one worker, which ends when the server process does."""
    end_with_parent()
    from hakjeok_web.config.wsgi import application

    loaded: Callable[..., Any] = application
    return loaded
