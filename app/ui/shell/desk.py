"""How screens get work done without waiting for it: do, ask, work. The only threading a screen knows.

Writing has one worker, reading two and slow work one of its own, so that a search never queues behind a backup.
Every answer is delivered on the UI thread by a queued signal: with a direct connection a future that is already
finished calls back at once, in the middle of the caller. Answers for closed pages are dropped. What the rules refuse
goes to the form, what the world refuses to the notice bar; everything else is a bug and is raised here, on the UI
thread, where `sys.excepthook` shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from app.errors import Refused, Unavailable
from app.ui.shell.job import GivenUpError, Job, JobProgress

if TYPE_CHECKING:  # The window is painted before the register's modules are loaded.
    from app.actions.commands import Command, Stamp
    from app.actions.door import Done
    from app.queries.look import Look

T = TypeVar("T")


class RegisterDoor(Protocol):
    """The one way to the register: `app.actions.door.Door`, or a stand-in."""

    def do(self, command: Command) -> Done: ...

    def ask(self, query: Callable[[Look], T]) -> T: ...


@dataclass(frozen=True)
class Trouble:
    """A code and facts for `app.ui.words.notices.say`."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Pending:
    """What to do with an answer. `stale` says that a newer question has taken the place of this one."""

    owner: QObject
    done: Callable[[Any], None] | None
    refused: Callable[[Refused], None] | None = None
    failed: Callable[[Trouble], None] | None = None
    command: Command | None = None
    latest: str = ""
    number: int = 0
    job: Job | None = None


@dataclass(frozen=True)
class _Answer:
    order: _Pending
    future: Future[Any]


class Desk(QObject):
    """`stamp` gives a new command its id, time, person and counter. The executors are replaced in tests."""

    changed = Signal()
    failed = Signal(Trouble)
    _answered = Signal(_Answer)

    def __init__(
        self,
        door: RegisterDoor,
        stamp: Callable[[], Stamp],
        *,
        writes: Executor | None = None,
        reads: Executor | None = None,
        slow: Executor | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._stamp = stamp
        self._writes = writes or ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-write")
        self._reads = reads or ThreadPoolExecutor(max_workers=2, thread_name_prefix="desk-read")
        self._slow = slow or ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-slow")
        self._latest: dict[tuple[int, str], tuple[int, Future[Any]]] = {}
        self._number = 0
        self._under_way = 0
        self._acts: list[_Pending] = []
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def stamp(self) -> Stamp:
        """A new stamp for one command of the person who is signed in."""
        return self._stamp()

    def do(
        self,
        owner: QObject,
        command: Command,
        done: Callable[[Done], None] | None = None,
        refused: Callable[[Refused], None] | None = None,
        failed: Callable[[Trouble], None] | None = None,
    ) -> None:
        """Perform a command. `changed` fires when it is committed, even if `owner` has been closed meanwhile. What the
        same owner asks for again before it is answered, as with a key pressed twice, is done once."""
        if any(each.owner is owner and _is_same(each.command, command) for each in self._acts):
            return
        order = _Pending(owner, done, refused, failed, command)
        self._acts.append(order)
        self._send(self._writes, order, lambda: self._door.do(command))

    def ask(
        self,
        owner: QObject,
        query: Callable[[Look], T],
        done: Callable[[T], None],
        failed: Callable[[Trouble], None] | None = None,
        *,
        latest: str = "",
    ) -> None:
        """Read something. With `latest`, only the newest question of that name and owner is answered.

        After `close` nothing is: what was begun before still tells its listeners, who then ask.
        """
        if self._closed:
            return
        self._number += 1
        order = _Pending(owner, done, failed=failed, latest=latest, number=self._number)
        future = self._send(self._reads, order, lambda: self._door.ask(query))
        if latest:
            self._supersede((id(owner), latest), future)

    def work(
        self,
        owner: QObject,
        job: Callable[[JobProgress], T],
        done: Callable[[T], None],
        failed: Callable[[Trouble], None] | None = None,
    ) -> Job:
        """Run slow work. The job returned shows its steps and can be cancelled; give it to a `ProgressStrip`."""
        handle = Job(self)
        order = _Pending(owner, done, failed=failed, job=handle)
        self._send(self._slow, order, lambda: job(handle.progress))
        return handle

    def is_idle(self) -> bool:
        """Whether everything that was ordered has been answered."""
        return self._under_way == 0

    def close(self) -> None:
        """Wait for what was begun. Writing comes first, so that nothing ordered is lost; what was asked or worked out
        is told to nobody any more: what was open is shut, and who asked goes."""
        self._closed = True
        for executor in (self._writes, self._reads, self._slow):
            executor.shutdown(wait=True)

    def _send(self, executor: Executor, order: _Pending, task: Callable[[], Any]) -> Future[Any]:
        def answered(future: Future[Any]) -> None:
            if isValid(self):
                self._answered.emit(_Answer(order, future))

        self._under_way += 1
        future: Future[Any] = executor.submit(task)
        future.add_done_callback(answered)
        return future

    def _supersede(self, key: tuple[int, str], future: Future[Any]) -> None:
        _, before = self._latest.get(key, (0, None))
        self._latest[key] = (self._number, future)
        if before is not None:
            before.cancel()

    def _is_stale(self, order: _Pending) -> bool:
        if self._closed and order.command is None:
            return True
        if not order.latest:
            return False
        key = (id(order.owner), order.latest)
        newest, _ = self._latest.get(key, (0, None))
        if newest == order.number:
            del self._latest[key]
        return newest != order.number

    @Slot(_Answer)
    def _deliver(self, answer: _Answer) -> None:
        order, future = answer.order, answer.future
        self._under_way -= 1
        self._acts = [each for each in self._acts if each is not order]
        stale = self._is_stale(order)
        if order.job is not None:
            order.job.end()
        if future.cancelled() or stale:
            return
        error = future.exception()
        if error is not None:
            self._report(order, error)
            return
        if order.command is not None:
            self.changed.emit()
        if order.done and isValid(order.owner):
            order.done(future.result())

    def _report(self, order: _Pending, error: BaseException) -> None:
        if isinstance(error, GivenUpError):
            return
        if not isinstance(error, Refused | Unavailable):
            raise error
        if isinstance(error, Refused) and order.refused and isValid(order.owner):
            order.refused(error)
            return
        trouble = Trouble(error.code, error.facts)
        if order.failed and isValid(order.owner):
            order.failed(trouble)
        else:
            self.failed.emit(trouble)


def _is_same(one: Command | None, other: Command) -> bool:
    """Two commands that differ in nothing but when they were asked for."""
    return one is not None and type(one) is type(other) and replace(one, stamp=other.stamp) == other
