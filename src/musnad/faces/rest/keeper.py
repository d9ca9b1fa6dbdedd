"""Keeps the stories of a library that is served up to date, while other programs add to it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading

from musnad.library import Library, LibraryError
from musnad.store import stories

#: Seconds between two looks at whether articles came.
_PAUSE = 10.0


class Keeper:
    """A thread that has articles compared again where some came or changed; as a context manager. `library` is open for writing.

    The comparing is a program of its own (`musnad stories`), behind all others: those who ask must not wait for it. A library
    that is busy or broken is left for the next look: the pages then show the stories as they stand.
    """

    def __init__(self, library: Library, pause: float = _PAUSE) -> None:
        self._library, self._pause = library, pause
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="musnad-keeper", daemon=True)

    def __enter__(self) -> Keeper:
        if not self._library.database.read_only:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        if self._thread.is_alive():
            self._thread.join(self._pause)

    def _run(self) -> None:
        while not self._end.is_set():
            with contextlib.suppress(LibraryError, OSError):
                if self._is_stale():
                    self._compare()
            self._end.wait(self._pause)

    def _is_stale(self) -> bool:
        maker = stories.comparer(self._library.settings).made_by
        with self._library.database.reading() as connection:
            return stories.is_stale(connection, maker)

    def _compare(self) -> None:
        """Run the program that compares, until it has ended or we have to; what it had not finished is done another time."""
        command = [sys.executable, "-m", "musnad", "stories"]
        where = {**os.environ, "MUSNAD_LIBRARY": self._library.database.address}  # not an argument: it may hold a password
        nice = ["nice", "-n", "10"] if os.name == "posix" else []
        with subprocess.Popen([*nice, *command], env=where, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None:
                if self._end.wait(0.2):
                    process.terminate()


__all__ = ["Keeper"]
