"""`newsscrape config`: the settings as they stand."""

import os

import click

from newsscrape import config, terminal


@click.command
def command() -> None:
    """List the settings, and what they are for."""
    rows = config.describe(config.load(os.environ))
    lines = [("setting", "value", "what it is"), *((row.name, row.value or "-", row.about) for row in rows)]
    for line in terminal.table(lines, left=3):
        click.echo(line)
    click.echo("\nSet one in the environment, or with `scrapy crawl SITE -s NAME=value`.")
