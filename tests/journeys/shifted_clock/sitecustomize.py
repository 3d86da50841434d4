"""Lets the processes of a served test site live at another time, which goes on as time does.

Python imports this by itself where the folder is on its path (`tests/journeys/stage.py` puts it there).
"""

import os
from datetime import UTC, datetime, timedelta

if os.environ.get("HAKJEOK_TEST_CLOCK_SHIFT"):
    import time_machine

    shift = timedelta(seconds=float(os.environ["HAKJEOK_TEST_CLOCK_SHIFT"]))
    time_machine.travel(datetime.now(UTC) + shift, tick=True).start()
