"""The known sites: every module of this folder, of other distributions' and of the user's own folders, that bears a `SITE`.

Of one name, a file of the user's takes the place of an installed distribution's, and that the place of the package's. A file
whose name begins with ``_`` is no site. A site file is a program and is run as one: install and load only what is trusted.
"""

import ast
import importlib
import importlib.util
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from newsscrape.config import nearest
from newsscrape.errors import BadSite
from newsscrape.extract.rules import Rules
from newsscrape.sites import installed
from newsscrape.sites.checks import faults
from newsscrape.sites.site import Address, Engine, Feed, Listing, Site, Sitemap
from newsscrape.text import fold

_HERE = Path(__file__).parent
_UNEXPECTED = re.compile(r"(\w+)\.__init__\(\) got an unexpected keyword argument '(\w+)'")
_FIELDS = {kind.__name__: tuple(kind.__dataclass_fields__) for kind in (Rules, Site, Engine, Address, Feed, Sitemap, Listing)}
_MACHINERY = frozenset({"checks", "installed", "registry", "site"})


def load(folders: Sequence[Path] = ()) -> dict[str, Site]:
    """Return the sites of the package, of installed distributions and of the user's folders by name, in the order of names.

    Raises:
        BadSite: a file breaks the rules, two files of one rank bear one name, or a folder is none.
    """
    brought = [(path, distribution) for place, distribution in installed.places() for path in _files(place)]
    return dict(sorted({**_package(), **_added(brought), **_added(_own(folders))}.items()))


def _own(folders: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        if not folder.is_dir():
            raise BadSite(f"{folder}: no folder of site files; check NEWSSCRAPE_SITES")
        yield from ((path, str(folder)) for path in _files(folder))


def _added(files: Iterable[tuple[Path, str]]) -> dict[str, Site]:
    """Read site files, each with where it comes from: its folder, or the distribution that brought it."""
    sites: dict[str, Site] = {}
    places: dict[str, Path] = {}
    for path, origin in files:
        brought = "" if origin == str(path.parent) else f" (a file of the distribution {origin})"
        if path.stem in places:
            before = places[path.stem]
            raise BadSite(f"{path}:1: the site {path.stem!r} stands in {before} already; rename one of them{brought}")
        places[path.stem] = path
        try:
            sites[path.stem] = replace(_read(path, own=True), origin=origin)
        except BadSite as error:
            raise BadSite(f"{error}{brought}") from error
    return sites


def for_url(url: str, sites: Mapping[str, Site] | None = None) -> Site | None:
    """Return the site that the address belongs to, of several the one with the longest home.

    Args:
        url: any.
        sites: by name; by default the package's and those of installed distributions.
    """
    owners = [site for site in (_known() if sites is None else sites).values() if site.owns(url)]
    return max(owners, key=lambda site: (len(site.home), site.name), default=None)


@cache
def _known() -> Mapping[str, Site]:
    return load()


@cache
def _package() -> Mapping[str, Site]:
    return {path.stem: _read(path, own=False) for path in _files(_HERE) if path.stem not in _MACHINERY}


def _files(place: Path) -> Iterator[Path]:
    files = [place] if place.is_file() else sorted(place.glob("*.py"))
    return (path for path in files if not path.stem.startswith("_"))


def _read(path: Path, *, own: bool) -> Site:
    """Run one site file and check what it says."""
    site = getattr(_run(path, own=own), "SITE", None)
    if site is None:
        raise BadSite(f"{path}:1: there is no SITE in this file; if it is no site, let its name begin with an underscore")
    if not isinstance(site, Site):
        raise BadSite(f"{path}:{_line(path, None, None)}: SITE is no newsscrape.sites.Site")
    for fault in faults(site, path.stem, own=own):
        raise BadSite(f"{path}:{_line(path, fault.field, fault.value)}: {fault.sentence}")
    return replace(site, file=path)


def _run(path: Path, *, own: bool) -> object:
    try:
        return _execute(path) if own else importlib.import_module(f"newsscrape.sites.{path.stem}")
    except SyntaxError as error:
        raise BadSite(f"{path}:{error.lineno or 1}: no Python: {error.msg}") from error
    except Exception as error:  # whatever a stranger's file raises is that file's fault, and is said so
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
        said = _misspelt(error) or f"{type(error).__name__}: {fold(str(error))}"
        raise BadSite(f"{path}:{lines[-1] if lines else 1}: {said}") from error


def _misspelt(error: Exception) -> str | None:
    """Return the sentence for a field that there is not, with the one that was probably meant."""
    match = _UNEXPECTED.search(str(error)) if isinstance(error, TypeError) else None
    kind = next(
        (kind for kind in (Rules, Site, Engine, Address, Feed, Sitemap, Listing) if match and kind.__name__ == match[1]), None
    )
    if match is None or kind is None:
        return None
    known = list(kind.__dataclass_fields__)
    near = nearest(match[2], known)
    return f"{kind.__name__} has no field {match[2]!r}; " + (
        f"did you mean {near}?" if near else f"there are {', '.join(known)}"
    )


def _execute(path: Path) -> object:
    spec = importlib.util.spec_from_file_location(f"newsscrape.sites.own.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path.name} cannot be loaded as Python")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _line(path: Path, field: str | None, value: object) -> int:
    """Return the line of a value in the file, else of its field, else of SITE."""
    tree = ast.parse(path.read_bytes())
    made = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) and "SITE" in _targets(node)]
    lines = [node.lineno for node in made]
    for node in (inner for top in made for inner in ast.walk(top)):
        if isinstance(node, ast.keyword) and node.arg == field:
            lines.append(node.value.lineno)
            lines += [leaf.lineno for leaf in ast.walk(node) if isinstance(leaf, ast.Constant) and leaf.value == value]
    return lines[-1] if lines else 1


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def place(site: Site, field: str) -> str:
    """Return where a field of a site stands, as ``path:line``; where it has none of its own, where its engine is named."""
    if site.file is None:
        return f"site {site.name}"
    return f"{site.file}:{_line(site.file, field if getattr(site, field) else 'engine', None)}"
