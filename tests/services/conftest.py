"""The district that the tests of services share; each finds it as it was made."""

from collections.abc import Iterator

import pytest

from tests.services.world import Template, World


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template(tmp_path_factory.mktemp("district"))


@pytest.fixture
def world(template: Template) -> Iterator[World]:
    """The small district, open by Asha."""
    made = template.fresh()
    yield made
    made.store.close()
