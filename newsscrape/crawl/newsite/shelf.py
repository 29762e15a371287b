"""The folder a new site goes into, and the sites there are already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newsscrape.errors import BadArgument
from newsscrape.sites import Site, checks, registry


@dataclass(frozen=True)
class Shelf:
    """A folder of the user's site files."""

    folder: Path
    force: bool
    """Whether a file that is there may be replaced."""
    sites: dict[str, Site] = field(default_factory=dict)
    """All known sites by name; new ones are added."""
    made: set[str] = field(default_factory=set)
    """The names of the new ones."""

    @classmethod
    def of(cls, known: Sequence[Path], chosen: Path | None, *, force: bool) -> "Shelf":
        """Return the user's folder.

        Args:
            known: the folders of the setting.
            chosen: the one the user names, which need not be there yet.
            force: see `Shelf.force`.

        Raises:
            BadArgument: there is none.
            BadSite: a file in one of them breaks the rules.
        """
        folder = chosen or next(iter(known), None)
        if folder is None:
            raise BadArgument(
                "there is no folder for your own sites: make some with `newsscrape init DIR`, or name one with --folder"
            )
        if folder.exists() and not folder.is_dir():
            raise BadArgument(f"{folder}: no folder; name another with --folder")
        all_folders = dict.fromkeys(path.resolve() for path in (*known, folder) if path.is_dir())
        return cls(folder, force, registry.load(list(all_folders)))

    @property
    def names(self) -> frozenset[str]:
        """Names that are taken."""
        return frozenset(self.sites)

    def owner(self, url: str) -> Site | None:
        """Return the known site that an address belongs to."""
        return registry.for_url(url, self.sites)

    def add(self, site: Site) -> None:
        """Remember a site that was just written."""
        self.sites[site.name] = site
        self.made.add(site.name)

    def check_unknown(self, url: str) -> None:
        """Check that no site has the address already, or one that may be replaced.

        Raises:
            BadArgument: one has.
        """
        owner = self.owner(url)
        if owner and not (self.force and self._is_here(owner.name)):
            hint = "; --force guesses it anew" if self._is_here(owner.name) else ""
            raise BadArgument(
                f"{url} belongs to the site {owner.name}, which is known already: scrapy crawl {owner.name}{hint}"
            )

    def check_name(self, name: str | None) -> None:
        """Check that a name can be given to a new site.

        Raises:
            BadArgument: it cannot.
        """
        if name is None:
            return
        if not checks.NAME.fullmatch(name) or name in checks.RESERVED:
            raise BadArgument(
                f"--name {name}: a name is of lower case letters, digits and underscores, and none of Scrapy's own"
            )
        if self.force and self._is_here(name):
            return
        if self._is_here(name):
            raise BadArgument(f"{self.folder / name}.py is there already; name the site otherwise with --name, or give --force")
        if name in self.sites:
            raise BadArgument(f"--name {name}: there is a site of that name, {self.sites[name].home}; choose another")

    def _is_here(self, name: str) -> bool:
        return (self.folder / f"{name}.py").exists()
