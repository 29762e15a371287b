"""`newsscrape reexpect`: the recordings of a site are read again, and what is read becomes what is expected."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsscrape import config, terminal
from newsscrape.cli.differences import told
from newsscrape.config import nearest
from newsscrape.errors import BadArgument

if TYPE_CHECKING:
    from newsscrape.ingest.recordings import Checked


@click.command
@click.argument("site", metavar="SITE")
@click.argument("cases", metavar="[CASE]...", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where anything is not as expected.")
@click.option(
    "--recordings", "given", type=click.Path(path_type=Path), metavar="FOLDER", help="The folder that holds SITE's own folder."
)
@click.pass_context
def command(ctx: click.Context, site: str, cases: tuple[str, ...], given: Path | None, *, check: bool) -> None:
    """Read the recordings of SITE again and show, field by field, what is read otherwise.

    Then write it down as what is expected, in expected.json of each CASE (by default of all): look at it before you keep it.
    With --check nothing is written, and everything has to hold that holds of the package's own sites: exit 1 where it does
    not. SITE is a site's name, or web.
    """
    from newsscrape import recording  # noqa: PLC0415 - so that `--help` does not load the readers
    from newsscrape.ingest import recordings  # noqa: PLC0415
    from newsscrape.sites import registry  # noqa: PLC0415

    sites = registry.load(config.load(os.environ).sites)
    known = recordings.of(site, sites, given)
    checked = [recordings.check(known[case], sites.get(site)) for case in _chosen(cases, known)]
    for each in checked:
        _tell(each)
        if each.recorded and each.differences and not check:
            recording.expect(each.folder, each.form)
    lacking = [] if cases else [sentence for sentence in [recordings.missing(site, checked)] if sentence]
    for sentence in (*(fault for each in checked for fault in each.faults), *lacking):
        click.echo(f"newsscrape: {terminal.line(sentence)}", err=True)
    differing = [each for each in checked if each.differences]
    number, fields = terminal.count(len(checked), "recording"), terminal.count(sum(len(e.form) for e in checked), "field")
    if differing:
        said = "not as expected" if check else "written down as expected"
        changed = terminal.count(sum(len(each.differences) for each in differing), "field")
        click.echo(f"{number}, {fields}: {changed} of {terminal.count(len(differing), 'recording')} {said}")
    elif not any(each.faults for each in checked):
        click.echo(f"{number}, {fields}, all as expected")
    if lacking or any(each.faults or (check and each.differences) for each in checked):
        ctx.exit(1)


def _chosen(cases: tuple[str, ...], known: dict[str, Path]) -> list[str]:
    """Return the recordings that were asked for, each once."""
    for case in cases:
        if case not in known:
            near = nearest(case, known)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(known)}"
            raise BadArgument(f"there is no recording {case!r}: {hint}")
    return list(dict.fromkeys(cases)) or list(known)


def _tell(checked: "Checked") -> None:
    if checked.differences:
        click.echo(f"{checked.folder.name}:")
        for line in told(checked.differences):
            click.echo(line)
