"""All tests: they mirror organizer_app and ui. They take place in India, and on one day."""

import os
import time

INDIA, WEST_OF_IT = "IST-05:30", "WEST-02:30"
LATE = 22  # o'clock: who begins later would meet midnight between what a module prepared and what its test asks


def _choose_zone() -> None:
    """Sets the local time of this process and of those it starts; UTC stays what it is."""
    if "TESTS_ZONE" not in os.environ and hasattr(time, "tzset"):
        late = time.gmtime(time.time() + 5.5 * 3600).tm_hour >= LATE
        os.environ["TZ"] = os.environ["TESTS_ZONE"] = WEST_OF_IT if late else INDIA
        time.tzset()


_choose_zone()
