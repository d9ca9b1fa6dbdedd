"""Keeps the stories of a library that is served up to date, while other programs add to it."""

from __future__ import annotations

import contextlib
import threading

from musnad.library import Library, LibraryError

#: Seconds between two looks at whether articles came.
_PAUSE = 10.0


class Keeper:
    """A thread that compares articles again where some came or changed; as a context manager. `library` is open for writing.
    A library that is busy or broken is left for the next look: the pages then show the stories as they stand."""

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
            with contextlib.suppress(LibraryError):
                self._library.renew()
            self._end.wait(self._pause)


__all__ = ["Keeper"]
