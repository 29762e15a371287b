import pytest
from click.testing import CliRunner

from newsscrape.cli import main
from newsscrape.cli.commands import config
from newsscrape.errors import ArchiveFailed, BadSite, Busy


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (BadSite("x.py:3: no home"), 2, "newsscrape: x.py:3: no home\n"),
        (Busy("another run"), 4, "newsscrape: another run\n"),
        (ArchiveFailed("disk full"), 1, "newsscrape: disk full\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_error_has_its_exit_code_and_sentence(monkeypatch, error, code, said):
    def fail():
        raise error

    monkeypatch.setattr(config.command, "callback", fail)
    result = CliRunner().invoke(main, ["config"])

    assert (result.exit_code, result.stdout, result.stderr) == (code, "", said)
