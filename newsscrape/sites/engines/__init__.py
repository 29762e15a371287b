"""Publishing engines that several sites share: one module and one `Engine` value each; a module dropped in is found."""

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
    """Yield the engines of this folder; each bears its module's name in capitals."""
    for found in pkgutil.iter_modules(__path__):
        module, constant = f"{__name__}.{found.name}", found.name.upper()
        yield Known(module, constant, getattr(importlib.import_module(module), constant))
