"""A pytest plugin: hypothesis tries PROVE_EXAMPLES examples of each rule."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "prove",
    max_examples=int(os.environ.get("PROVE_EXAMPLES", "1000")),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("prove")
