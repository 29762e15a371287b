"""Publishing engines that several sites share: one module with its `Engine` values each; a module dropped in is found."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import NamedTuple

from newsscrape.sites.site import Engine


class Known(NamedTuple):
    """An engine with the place a site file imports it from."""

    module: str
    """``newsscrape.sites.engines.gsmarena``."""
    constant: str
    """``GSMARENA``."""
    engine: Engine


def known() -> Iterator[Known]:
    """Yield the engines of this folder, by module and in the order of each."""
    for found in pkgutil.iter_modules(__path__, f"{__name__}."):
        for constant, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, Engine) and constant.isupper() and not constant.startswith("_"):
                yield Known(found.name, constant, value)
