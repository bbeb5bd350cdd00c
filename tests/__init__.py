"""All tests: they mirror organizer_app and ui. They take place in India, and on one day."""

import os
import time

INDIA, WEST_OF_IT, EAST_OF_IT = "IST-05:30", "WEST-02:30", "EAST-09:30"
LATE = 22  # o'clock: who begins later would meet midnight between what a module prepared and what its test asks
EARLY = 4  # who begins before finds what was made "two hours ago" to be of yesterday


def _choose_zone() -> None:
    """Sets the local time of this process and of those it starts; UTC stays what it is."""
    if "TESTS_ZONE" not in os.environ and hasattr(time, "tzset"):
        hour = time.gmtime(time.time() + 5.5 * 3600).tm_hour
        zone = WEST_OF_IT if hour >= LATE else EAST_OF_IT if hour < EARLY else INDIA
        os.environ["TZ"] = os.environ["TESTS_ZONE"] = zone
        time.tzset()


_choose_zone()
