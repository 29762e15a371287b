"""What can go wrong, as a small tree. Every leaf says who raises it and who catches it.

::

    NewsscrapeError
    ├── Unreadable             no document that can be read
    ├── BadUse                 wrong use or configuration: one sentence, exit 2
    │   ├── BadArgument        an unknown or malformed argument, option or setting
    │   ├── BadSite            a site file that breaks the rules
    │   ├── BadArchive         a file that is not our archive, or is from a newer version
    │   │   └── DamagedArchive so damaged that it cannot be opened
    │   └── BadExport          an export or a copy that cannot be written
    ├── Busy                   another run holds the site: exit 4
    └── ArchiveFailed          the archive cannot be written any more: the run ends, exit 1
"""


class NewsscrapeError(Exception):
    """Base of all errors of this package; its text is one sentence for the user: what, where, what to do."""


class Unreadable(NewsscrapeError):
    """Raised by `page.Page` for input that is no readable document; caught by `ingest`, which refuses the page."""


class BadUse(NewsscrapeError):
    """Base of the user's mistakes; caught by the commands, which print it and exit 2 before anything is touched."""


class BadArgument(BadUse):
    """Raised by `config`, the spiders, `reading` and `forms` for an unknown name or malformed value; it names a valid one."""


class BadSite(BadUse):
    """Raised by `sites.registry` for a site file that breaks the rules; the text names file and line."""


class BadArchive(BadUse):
    """Raised by `archive.connection` for a file that is not ours or is newer than this program; nothing was written."""


class DamagedArchive(BadArchive):
    """Raised by `archive.connection` for a file that SQLite cannot open any more; `newsscrape check` exits 1 on it."""


class BadExport(BadUse):
    """Raised by `export` and `archive.backup` for a target that cannot be written; a former file at the target is untouched."""


class Busy(NewsscrapeError):
    """Raised by `archive.locks` when another run holds the site; caught by the crawl command, which exits 4."""


class ArchiveFailed(NewsscrapeError):
    """Raised by `archive` when a transaction cannot be committed (full disk, damage); what was at work ends with exit 1."""
