"""`newsscrape init DIR`: a folder to crawl from."""

from pathlib import Path

import click

from newsscrape import terminal
from newsscrape.config import INITIAL_SETTINGS
from newsscrape.errors import BadArgument

_FILES = {
    "scrapy.cfg": "[settings]\ndefault = crawl_settings\n",
    INITIAL_SETTINGS: '''"""What `scrapy` does in this folder: newsscrape's settings, and your own below them."""

from pathlib import Path

from newsscrape.crawl.settings import *  # noqa: F403

NEWSSCRAPE_SITES = str(Path(__file__).with_name("sites"))
# NEWSSCRAPE_CONTACT = "you@example.com"  # lets a site's owner write to you
''',
    "sites/README.md": """Your own sites: every `NAME.py` here that holds a `SITE` is one, crawled by `scrapy crawl NAME`.
`scrapy newsite URL` writes one, guessed from the address of an article.
""",
    "data/README.md": "What a crawl keeps lands here: `archive.db`, the archive.\n",
}


@click.command
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def command(folder: Path) -> None:
    """Make a folder to crawl from.

    With settings, data/, and sites/ for sites of your own.
    """
    taken = [name for name in _FILES if (folder / name).exists()]
    if taken:
        raise BadArgument(f"{folder}: {taken[0]} is there already; name another folder")
    try:
        for name, text in _FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadArgument(f"{folder}: cannot be written ({error.strerror}); name another folder") from error
    place = terminal.line(str(folder))
    click.echo(f"Made {place}. Now:\n\n  cd {place}\n  scrapy list\n  scrapy crawl arenaev\n")
    click.echo("A site that is not listed: scrapy newsite URL, of one of its articles.")
