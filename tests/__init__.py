"""All tests: they mirror organizer_app and ui. Their day began at ten, whatever the hour is here."""

import os
import time

BEGINS = 10  # o'clock: no run is long enough to meet midnight, between what a module prepared and what its test asks


def _keep_off_midnight() -> None:
    """Move the local time of this process and of those it starts; UTC stays what it is."""
    if "TESTS_DAY" not in os.environ and hasattr(time, "tzset"):
        now = time.gmtime()
        minutes = BEGINS * 60 - now.tm_hour * 60 - now.tm_min
        east, apart = "+" if minutes < 0 else "-", abs(minutes)
        os.environ["TZ"] = os.environ["TESTS_DAY"] = f"DAY{east}{apart // 60:02}:{apart % 60:02}"
        time.tzset()


_keep_off_midnight()
