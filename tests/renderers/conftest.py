"""What the tests of the renderers share."""

from __future__ import annotations

import pytest
from itsm_compiler.renderers import catalog
from itsm_compiler.renderers.render import render_site
from itsm_compiler.renderers.values import speaker

from tests.renderers import sample


@pytest.fixture(scope="session")
def wording():
    """The Chinese of the sample's own phrases beside that of the renderers."""
    both = dict(catalog._catalogue("zh")) | catalog.read_catalogue(sample.WORDS.read_text("utf-8"))
    before = catalog._catalogue
    catalog._catalogue = lambda language: both if language == "zh" else {}
    speaker.cache_clear()
    yield both
    catalog._catalogue = before
    speaker.cache_clear()


@pytest.fixture(scope="session")
def site(wording):
    """Every file of the sample's site."""
    return dict(render_site(sample.views(), sample.SETTINGS))
