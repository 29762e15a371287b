"""`newsscrape`: the commands on an archive; every module of `newsscrape.cli.commands` is one."""

from newsscrape.cli.group import main

__all__ = ["main"]
