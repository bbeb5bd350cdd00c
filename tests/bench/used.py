"""What this process has used so far; imports little, because it is part of what is measured."""

import resource
from pathlib import Path


def used() -> dict[str, float]:
    """CPU seconds since the process began, and its memory at the highest in MB (0 where the system does not say)."""
    took = resource.getrusage(resource.RUSAGE_SELF)
    status = Path("/proc/self/status")  # not ru_maxrss: that begins with what the parent had
    highest = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return {"cpu": took.ru_utime + took.ru_stime, "megabytes": int(highest[0]) / 1024 if highest else 0}
