"""Reading in several processes: each is a Python of its own that reads articles and hands back rows.

Programs of our own over pipes, not `multiprocessing`: that would import the user's script again in each process.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import IO, Any, TypeAlias

from musnad.records import Article, Reading, SetAside
from musnad.settings import Settings
from musnad.store.preparing import Prepared, try_prepare

#: How far these processes stand back behind programs that somebody waits for (the nice value of POSIX, 0–19).
_STANDS_BACK = 10
#: New objects after which cycles are looked for: a hundred times what Python starts with.
_SELDOM = 70_000
Read: TypeAlias = Callable[[Article], Reading]


@dataclass(frozen=True, slots=True)
class How:
    """How articles are read: by `read` here, or by this many processes with these settings."""

    read: Read
    workers: int = 0
    settings: Settings = field(default_factory=Settings)


class WorkerEnded(RuntimeError):
    """A process that reads articles ended before its answer came: most likely memory ran out."""


class Workers:
    """Processes that do a job. Work is handed in and its answers are fetched in the same order."""

    def __init__(self, count: int, job: str, given: object) -> None:
        """`job` is the "module:function" that each process calls with `given` once; what it returns is called with each
        piece of work, and its answer sent back."""
        self._processes = [_start(job, given) for _ in range(count)]
        self._out: deque[subprocess.Popen[bytes]] = deque()
        self._idle = list(self._processes)

    @property
    def has_idle(self) -> bool:
        """Whether a process waits for work."""
        return bool(self._idle)

    @property
    def busy(self) -> int:
        """How many pieces of work are out."""
        return len(self._out)

    def hand_in(self, work: object) -> None:
        """Give an idle process a piece of work. Raises WorkerEnded."""
        process = self._idle.pop()
        _send(process.stdin, work)
        self._out.append(process)

    def fetch(self) -> Any:
        """The answer to the oldest piece of work; waits for it. Raises WorkerEnded."""
        process = self._out.popleft()
        answer = _receive(process.stdout)
        self._idle.append(process)
        return answer

    def each(self, works: Iterable[object]) -> Iterator[Any]:
        """The answers to pieces of work, in their order; all processes are kept busy. Raises WorkerEnded."""
        for work in works:
            if not self.has_idle:
                yield self.fetch()
            self.hand_in(work)
        while self.busy:
            yield self.fetch()

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.kill()
            process.communicate()


def readers(count: int, settings: Settings) -> Workers:
    """Processes that take lists of articles and give lists of `Prepared` or `SetAside`."""
    return Workers(count, "musnad.store.workers:reader", settings)


def collect_seldom() -> None:
    """Let this process, which is Musnad's own, look for cycles a hundred times less often, and never in what it has now:
    articles and readings have none, and looking through millions of them takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SELDOM, 10, 10)


def prepared_in_order(batches: Iterable[Sequence[Article]], how: How) -> Iterator[list[Prepared | SetAside]]:
    """Batches of articles, read and made ready, in their order; by several processes where `how` says so."""
    if not how.workers:
        yield from ([try_prepare(one, how.read) for one in batch] for batch in batches)
        return
    workers = readers(how.workers, how.settings)
    try:
        yield from workers.each(list(batch) for batch in batches)
    finally:
        workers.close()


def useful_count() -> int:
    """How many processes may run at once on this machine, and are worth while: none where there is one core only."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 8) if cores > 1 and sys.executable else 0


def _start(job: str, given: object) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", "from musnad.store.workers import serve; serve()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    _send(process.stdin, (job, given))
    return process


def serve() -> None:
    """What such a process does: its job with what comes in, until that ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may be written between answers
    _stand_back()
    job, given = _receive(source)
    module, _, name = job.partition(":")
    do = getattr(import_module(module), name)(given)
    while True:
        try:
            work = _receive(source)
        except (WorkerEnded, KeyboardInterrupt):
            return
        _send(sink, do(work))


def _stand_back() -> None:
    """Let who searches the library while articles are read go first. Where nobody does, this costs nothing."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, max(os.getpriority(os.PRIO_PROCESS, 0), _STANDS_BACK))


def reader(settings: Settings) -> Callable[[list[Article]], list[Prepared | SetAside]]:
    """The job of reading articles for a library."""
    load_all(settings)
    one_pass = reading_with(settings)
    return lambda articles: [try_prepare(one, one_pass) for one in articles]


def reading_with(settings: Settings) -> Read:
    """The one pass with these settings."""
    from musnad.reading import read

    return partial(read, settings=settings)


def load_all(settings: Settings) -> None:
    """Load the tables before the collector of cycles is told to pass over what there is."""
    from musnad.reading import Language, read_text

    Language.load(settings.learned)
    read_text(".")  # loads what is loaded when it is first asked for
    collect_seldom()


def _send(pipe: IO[bytes] | None, what: Any) -> None:
    assert pipe is not None
    data = pickle.dumps(what, protocol=pickle.HIGHEST_PROTOCOL)
    try:
        pipe.write(len(data).to_bytes(8, "big") + data)
        pipe.flush()
    except BrokenPipeError as error:
        raise WorkerEnded("a process that reads articles has ended: is there enough memory?") from error


def _receive(pipe: IO[bytes] | None) -> Any:
    assert pipe is not None
    head = pipe.read(8)
    data = pipe.read(int.from_bytes(head, "big")) if len(head) == 8 else b""
    if not data:
        raise WorkerEnded("a process that reads articles has ended: is there enough memory?")
    return pickle.loads(data)  # from our own process


__all__ = [
    "How", "Read", "WorkerEnded", "Workers", "collect_seldom", "load_all", "prepared_in_order", "reader", "readers",
    "reading_with", "serve", "useful_count",
]  # fmt: skip
