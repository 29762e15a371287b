"""The group of commands: loads each when it is asked for, and says every mistake of the user's in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import click

from newsscrape import __version__, terminal
from newsscrape.config import nearest
from newsscrape.errors import BadUse, Busy, NewsscrapeError

_FOLDER = Path(__file__).with_name("commands")


class Sentence(click.ClickException):
    """One sentence on the standard error, and the exit code."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click declares a class variable and reads the instance's

    def show(self, file: Any = None) -> None:  # noqa: ARG002 - click's signature
        """Print the sentence; it may quote what a damaged file or the web gave."""
        click.echo(f"newsscrape: {terminal.line(self.message)}", err=True)


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn what can go wrong into a `Sentence`: 2 for wrong use, 4 where another run holds the site, else 1."""
    try:
        yield
    except NewsscrapeError as error:
        raise Sentence(str(error), 2 if isinstance(error, BadUse) else 4 if isinstance(error, Busy) else 1) from error
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        message = error.format_message().rstrip(".").replace("\n", " ")
        where = error.ctx.command_path if error.ctx else "newsscrape"
        raise Sentence(f"{message}; see `{where} --help`", 2) from error
    except KeyboardInterrupt:
        raise SystemExit(130) from None


class Commands(click.Group):
    """The modules of the folder as commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands' names."""
        return sorted(module.name for module in iter_modules([str(_FOLDER)]))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command; where there is none, name the nearest."""
        names = self.list_commands(ctx)
        if cmd_name in names:
            command: click.Command = import_module(f"newsscrape.cli.commands.{cmd_name}").command
            return command
        near = nearest(cmd_name, names)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(names)}"
        raise click.UsageError(f"no such command {cmd_name!r}: {hint}", ctx)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Parse the group's own options."""
        with _sentences():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Parse and run the command."""
        with _sentences():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsscrape", message="%(prog)s %(version)s")
@click.option("--archive", type=click.Path(path_type=Path), metavar="PATH", help="The archive; else NEWSSCRAPE_ARCHIVE.")
@click.pass_context
def main(ctx: click.Context, archive: Path | None) -> None:
    """Ask and export an archive of gadget news. What touches the web is called scrapy: see `scrapy list`."""
    ctx.obj = archive
