"""The real Chromium."""

import os
import pathlib
import shutil

import pytest

from newsscrape.crawl.browser.chromium import NAMES


@pytest.fixture(scope="session")
def chromium():
    """Its executable; where there is none, the test is passed over, but for a machine whose work is to test."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        missing = "there is no Chromium on this machine: apt-get install chromium"
        assert not os.environ.get("CI"), missing
        pytest.skip(missing)
    return pathlib.Path(found)
