"""The one thread that writes: jobs come from any thread, each is a transaction, each answer comes after its commit."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import nullcontext, suppress
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from hub.errors import HubStopping
from hub.store.store import Store
from hub.store.tables import Tables
from plumbing.errors import PlumbingError

T = TypeVar("T")
Job = Callable[[Tables], Any]

log = logging.getLogger(__name__)
_STOP: Final = None


class Writer:
    """`do` runs a job and returns its result once it is on the disk, or raises what it raised, nothing written.

    `between` runs in the same thread when jobs have been done and whenever the time that it last returned (in
    seconds) is over: what follows from commits, such as documents, is written there.
    """

    def __init__(self, store: Store, between: Callable[[Tables], float]) -> None:
        self._store = store
        self._between = between
        self._jobs: SimpleQueue[tuple[Job, Future[Any], bool] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="hub writer", daemon=True)
        self._opened: Future[None] = Future()
        self._stopping = False
        self._door = threading.Lock()

    def start(self) -> None:
        """Open the database in the writer's thread; raises what that raises."""
        self._thread.start()
        self._opened.result()

    def stop(self) -> None:
        """Do what waits, then end; may be repeated."""
        with self._door:
            self._stopping = True
            self._jobs.put(_STOP)
        if self._thread.ident is not None:
            self._thread.join()

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def do(self, job: Callable[[Tables], T]) -> T:
        """Run a job in a transaction; must not be called from within a job."""
        return self.post(job).result()

    def alone(self, job: Callable[[Tables], T]) -> T:
        """Run a job outside of any transaction: what concerns the file of the database, not what stands in it."""
        return self._post(job, bare=True).result()

    def post(self, job: Callable[[Tables], T]) -> "Future[T]":
        """Hand a job over without waiting for it."""
        return self._post(job, bare=False)

    def _post(self, job: Callable[[Tables], T], *, bare: bool) -> "Future[T]":
        future: Future[T] = Future()
        with self._door:
            if self._stopping or not self._thread.is_alive():
                future.set_exception(HubStopping())
            else:
                self._jobs.put((job, future, bare))
        return future

    def _run(self) -> None:
        try:
            tables = self._store.open_writer()
        except BaseException as error:  # noqa: BLE001 - whoever starts us shall see it
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        try:
            self._serve(tables)
        finally:
            self._refuse_the_rest()
            tables.connection.close()

    def _refuse_the_rest(self) -> None:
        """However this thread ends: nobody waits for it for ever."""
        with self._door:
            self._stopping = True
        with suppress(Empty):
            while True:
                if (entry := self._jobs.get_nowait()) is not _STOP:
                    entry[1].set_exception(HubStopping())

    def _serve(self, tables: Tables) -> None:
        pause = self._tend(tables)
        while True:
            try:
                entry = self._jobs.get(timeout=pause)
                if entry is _STOP:
                    break
                _carry_out(tables, *entry)
            except Empty:
                pass
            pause = self._tend(tables)
        self._tend(tables)

    def _tend(self, tables: Tables) -> float:
        try:
            return max(0.005, self._between(tables))
        except PlumbingError as error:
            log.warning("documents and answers wait: %s", error)
        except Exception:
            log.exception("what follows from the facts could not be written; it is tried again")
        tables.definitions.forget()
        return 1.0


def _carry_out(tables: Tables, job: Job, future: "Future[Any]", bare: bool) -> None:  # noqa: FBT001
    try:
        with nullcontext() if bare else tables.transaction():
            result = job(tables)
    except BaseException as error:  # noqa: BLE001 - the one who asked shall see it
        future.set_exception(error)
    else:
        future.set_result(result)
