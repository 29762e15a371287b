"""Site files that other distributions bring: each entry point of the group `newsscrape.sites` names a package of them.

Every file of the package is a site, as in a folder of `NEWSSCRAPE_SITES`; of a mere module, that file is.
"""

from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from newsscrape.errors import BadSite
from newsscrape.text import fold

GROUP = "newsscrape.sites"


def places() -> Iterator[tuple[Path, str]]:
    """Yield each folder or file that installed distributions name, with the distribution's name, in the order of names.

    Raises:
        BadSite: an entry point names nothing that can be found.
    """
    named = [(each.dist.name if each.dist else each.name, each) for each in entry_points(group=GROUP)]
    for distribution, entry in sorted(named, key=lambda pair: (pair[0], pair[1].name)):
        for place in _places(entry, distribution):
            yield place, distribution


def _places(entry: EntryPoint, distribution: str) -> list[Path]:
    said = f"{distribution}: the entry point {entry.name} = {entry.value} of its group {GROUP}"
    cure = f"mend the distribution, or uninstall it (pip uninstall {distribution})"
    try:
        spec = find_spec(entry.value)
    except Exception as error:  # of a name with a dot the packages around it are run, and are a stranger's, too
        raise BadSite(f"{said} cannot be imported: {type(error).__name__}: {fold(str(error))}; {cure}") from error
    found = [*(spec.submodule_search_locations or [spec.origin or ""])] if spec else []
    places = [Path(name) for name in found if name and Path(name).exists()]
    if not places:
        raise BadSite(f"{said} names no package or module with a place on the disk; {cure}")
    return places
