"""The crawl's end of the worker: hands it one page at a time, and ends it when the page takes too much."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from signal import Signals

import newsscrape
from newsscrape.errors import NewsscrapeError
from newsscrape.ingest import worker
from newsscrape.ingest.privacy import Privacy
from newsscrape.ingest.worker import Budget, Setting, Task
from newsscrape.model import Outcome
from newsscrape.sites import Site

COMMAND = "from newsscrape.ingest.worker import serve; serve()"
_START = 60.0  # seconds: the imports, on a busy machine


class _Process:
    """One worker process; blocking."""

    def __init__(self) -> None:
        # Spawned, not forked: a forked one would keep the site's lock after its parent's death. A session of its own
        # keeps it out of Ctrl-C's way; it ends by itself when its input closes.
        path = os.pathsep.join(filter(None, (str(Path(newsscrape.__file__).parent.parent), os.environ.get("PYTHONPATH"))))
        self._popen = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-c", COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )
        self.greeted = False
        self.overdue = False

    def exchange(self, message: object, wall: float) -> object:
        """Send one message and wait for the answer.

        Raises:
            EOFError: the process died, or did not answer in time and was killed.
        """
        assert self._popen.stdin  # noqa: S101 - both are pipes
        assert self._popen.stdout  # noqa: S101
        timer = threading.Timer(wall, self._expire)
        timer.daemon = True
        timer.start()
        try:
            worker.send(self._popen.stdin, message)
            return worker.receive(self._popen.stdout)
        except OSError as error:
            raise EOFError("the process is gone") from error
        finally:
            timer.cancel()

    def end(self) -> int:
        """Kill the process; return its exit code, negative for a signal."""
        self._popen.kill()
        code = self._popen.wait()
        for stream in (self._popen.stdin, self._popen.stdout):
            assert stream  # noqa: S101 - both are pipes
            try:
                stream.close()
            except OSError:  # what was written last found no reader
                continue
        return code

    def _expire(self) -> None:
        self.overdue = True
        self._popen.kill()


class Reader:
    """Reads pages in a process of its own, which is started again after each death."""

    def __init__(self, sites: Mapping[str, Site], budget: Budget | None = None) -> None:
        self.sites = dict(sites)
        self.budget = budget or Budget()
        self.privacy = Privacy()
        """What may be kept of readers; set before the process starts."""
        self.deaths = 0
        """How many processes were spent on pages beyond the budget."""
        self._process: _Process | None = None
        self._turn = asyncio.Lock()

    def warm(self) -> None:
        """Start the process, so that it is ready when the first page comes."""
        self._process = self._process or _Process()

    async def read(self, task: Task) -> Outcome:
        """Read one page; where the worker dies of it, or takes too long, that is the page's refusal.

        Raises:
            NewsscrapeError: the worker cannot be started at all.
        """
        async with self._turn:
            return await asyncio.to_thread(self.answer, task)

    def answer(self, task: Task) -> Outcome:
        """Do what `read` does, and wait for it; one thread at a time.

        Raises:
            NewsscrapeError: the worker cannot be started at all.
        """
        process = self._ready()
        try:
            outcome = process.exchange(task, self.budget.wall)
            assert isinstance(outcome, Outcome)  # noqa: S101 - the answer to a task
        except EOFError:
            outcome = Outcome(kind=task.kind, refused=f"page-budget: {self._reason(process)}")
        if (outcome.refused or "").startswith("page-budget"):
            self.deaths += 1
            self.close()
        return outcome

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def _ready(self) -> _Process:
        """Return a process that has said it is ready."""
        self.warm()
        process = self._process
        assert process is not None  # noqa: S101 - it was just started
        if not process.greeted:
            try:
                process.exchange(Setting(self.sites, self.budget, self.privacy), _START)
            except EOFError as error:
                self._process = None
                code = process.end()
                raise NewsscrapeError(f"the reading process does not start (exit code {code})") from error
            process.greeted = True
        return process

    def _reason(self, process: _Process) -> str:
        code = process.end()
        if process.overdue:
            return f"took longer than {self.budget.wall:g} s"
        if code == -Signals.SIGXCPU:
            return f"took more than {self.budget.cpu} s of processor time"
        return f"the reading process died ({Signals(-code).name if code < 0 else f'exit code {code}'})"
