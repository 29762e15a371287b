"""The recordings of a site: where they lie, how they are read again, and what has to hold of them.

The package's own sites and a user's pass the same checks: each recording is read without an error, as is written down of
it, field by field and nothing besides; the site's pattern tells its articles from its lists; and there is an article.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsscrape import recording
from newsscrape.config import nearest
from newsscrape.errors import BadArgument, Unreadable
from newsscrape.ingest.judge import judge
from newsscrape.recording import Difference, Form, Recording
from newsscrape.sites import Site, registry

FOLDER = "recordings"
WEB = "web"
"""The folder of pages of no known site."""
_CLONE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one recording when it was read again."""

    folder: Path
    recorded: Recording | None
    """``None``: it could not be loaded."""
    form: Form
    """What is read from it now, as `recording.form` gives it."""
    differences: Mapping[str, Difference]
    """The fields that are not read as expected."""
    faults: tuple[str, ...]
    """What is wrong besides, a sentence each, with the file."""

    @property
    def holds(self) -> bool:
        """Whether all is as expected."""
        return not self.differences and not self.faults


def own(site: Site | None) -> bool:
    """Tell whether a site's file is a user's, or another distribution's."""
    return site is not None and site.origin != "newsscrape"


def of_package() -> Path | None:
    """Return where the package's recordings lie; ``None`` where it is installed, and not a clone of the project."""
    folder = _CLONE / "tests" / FOLDER
    return folder if folder.is_dir() else None


def around(site: Site | None, given: Path | None = None) -> Path:
    """Return the folder that holds the folders of sites: beside the file of a user's site, else the package's.

    Args:
        site: whose; ``None``: of pages of no known site.
        given: the user's choice, in place of these.

    Raises:
        BadArgument: the package's recordings are not here.
    """
    if given is not None:
        return given
    if site is not None and own(site) and site.file is not None:
        return site.file.parent / FOLDER
    if folder := of_package():
        return folder
    raise BadArgument(
        "the recordings of the package's own sites are in a clone of the project only; name a folder by --recordings"
    )


def of(name: str, sites: Mapping[str, Site], given: Path | None = None) -> dict[str, Path]:
    """Return the recordings of a site by slug.

    Raises:
        BadArgument: there is no such site, or it has no recordings.
    """
    if name not in sites and name != WEB:
        near = nearest(name, [*sites, WEB])
        raise BadArgument(f"there is no site {name!r}; " + (f"did you mean {near}?" if near else "`scrapy list` tells all"))
    folder = around(sites.get(name), given) / name
    found = {meta.parent.name: meta.parent for meta in sorted(folder.glob(f"*/{recording.META}"))}
    if not found:
        raise BadArgument(f"{folder}: there are no recordings of {name} here; make one with `scrapy record URL`")
    return found


def read(recorded: Recording, site: Site | None) -> Form:
    """Read a recording again, as a crawl would.

    Raises:
        Unreadable: an HTML document was needed and there is none.
    """
    return recording.form(judge(recorded.read(site), recorded.pages))


def check(folder: Path, site: Site | None) -> Checked:
    """Read one recording again and tell what differs from what is written down of it, and what is wrong besides."""
    try:
        recorded = recording.load(folder)
        form = read(recorded, site)
    except (BadArgument, Unreadable) as error:
        return Checked(folder, None, {}, {}, (f"{folder}: {error}" if isinstance(error, Unreadable) else str(error),))
    faults = tuple(_faults(recorded, site, form)) if site else ()
    return Checked(folder, recorded, form, recording.compare(recorded.expected, form), faults)


def missing(name: str, checked: Sequence[Checked]) -> str | None:
    """Return what a site's recordings lack, as a sentence; ``None`` where they have it."""
    if name == WEB or any(each.recorded and each.recorded.kind == "article" for each in checked):
        return None
    return f"{name}: there is no recording of an article; make one with `scrapy record URL`"


def _faults(recorded: Recording, site: Site, form: Form) -> Iterator[str]:
    """Yield what the site's pattern makes of the recorded addresses that it should not."""
    place, urls = registry.place(site, "articles"), [page.url for page in recorded.pages]
    identities = [site.identify(url) for url in urls]
    if recorded.kind != "article":
        for url, identity in zip(urls, identities, strict=True):
            if identity is not None:
                yield f"{place}: the pattern takes the {recorded.kind} {url} for an article ({recorded.folder})"
        return
    for number, (url, identity) in enumerate(zip(urls, identities, strict=True), 1):
        if identity is None:
            yield f"{place}: the pattern does not know the article {url} ({recorded.folder})"
        elif identity.part != number:
            yield f"{place}: the pattern takes part {number}, {url}, for part {identity.part} ({recorded.folder})"
    keys = {identity.key for identity in identities if identity} | ({form["key"]} if "key" in form else set())
    if len(keys) > 1:
        yield f"{place}: the parts of one article have several keys: {', '.join(sorted(keys))} ({recorded.folder})"
