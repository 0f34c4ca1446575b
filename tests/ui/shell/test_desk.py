"""Work off the UI thread, answers on it; what is refused, what fails, what is a bug, what is late."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.actions.commands import Command, Stamp, office
from app.actions.door import Done
from app.errors import Refused, Unavailable
from app.ui.shell.desk import Desk, Trouble
from app.ui.shell.job import JobProgress, JobStep
from tests.ui.at_work import AtOnce

STAMP = Stamp(id="c1", at=datetime(2026, 11, 23, 1, 14, tzinfo=UTC), actor="rina", counter="7Q4")
COMMAND = Command(stamp=STAMP)


def another(number: int) -> Command:
    """One of several that differ."""
    return office.RenameCounter(stamp=STAMP, name=f"Loket {number}")


class Counter:
    """A door that notes what it was asked and answers as it is told."""

    def __init__(self) -> None:
        self.answer: Callable[[], Any] = lambda: Done("noted", "a1", "KRA-7Q4-00127-X3C")
        self.threads: list[str] = []

    def do(self, command: Command) -> Done:
        self.threads.append(threading.current_thread().name)
        done: Done = self.answer()
        return done

    def ask(self, query: Callable[[Any], Any]) -> Any:
        self.threads.append(threading.current_thread().name)
        return query(self)


@pytest.fixture
def door() -> Counter:
    return Counter()


@pytest.fixture
def desk(qtbot: QtBot, door: Counter) -> Iterator[Desk]:
    made = Desk(door, lambda: STAMP)
    yield made
    made.close()


@pytest.fixture
def quick(qtbot: QtBot, door: Counter) -> Desk:
    return Desk(door, lambda: STAMP, writes=AtOnce(), reads=AtOnce(), slow=AtOnce())


@pytest.fixture
def page() -> QObject:
    return QObject()


def raising(error: Exception) -> Callable[[], Done]:
    def answer() -> Done:
        raise error

    return answer


def test_a_command_is_done_on_the_writing_worker_and_answered_on_the_ui_thread(
    qtbot: QtBot, desk: Desk, door: Counter, page: QObject
) -> None:
    seen: list[tuple[str, bool]] = []

    def done(result: Done) -> None:
        seen.append((result.number, QThread.currentThread() is QApplication.instance().thread()))

    with qtbot.waitSignal(desk.changed):
        desk.do(page, COMMAND, done)
    assert seen == [("KRA-7Q4-00127-X3C", True)]
    assert door.threads[0].startswith("desk-write")


def test_an_answer_never_comes_in_the_middle_of_the_caller(quick: Desk, page: QObject, qtbot: QtBot) -> None:
    seen: list[str] = []
    quick.ask(page, lambda look: "row", seen.append)
    assert seen == []
    qtbot.waitUntil(lambda: seen == ["row"])


def test_it_is_idle_when_all_is_answered_also_what_nobody_wants_any_more(
    quick: Desk, door: Counter, page: QObject, qtbot: QtBot
) -> None:
    asked_again: list[str] = []
    assert quick.is_idle()
    quick.ask(page, lambda look: "old", asked_again.append, latest="row")
    quick.ask(
        page, lambda look: "row", lambda _: quick.ask(page, lambda look: "more", asked_again.append), latest="row"
    )
    quick.do(page, COMMAND)
    assert not quick.is_idle()
    qtbot.waitUntil(quick.is_idle)
    assert asked_again == ["more"]


def test_reading_does_not_queue_behind_writing_or_slow_work(
    qtbot: QtBot, desk: Desk, door: Counter, page: QObject
) -> None:
    gate, seen = threading.Event(), []

    def wait() -> Done:
        gate.wait(10)
        return Done("noted")

    door.answer = wait
    with qtbot.waitSignal(desk.changed):
        desk.do(page, COMMAND)
        desk.work(page, lambda progress: gate.wait(10), lambda _: None)
        desk.ask(page, lambda look: "row", seen.append)
        qtbot.waitUntil(lambda: seen == ["row"])
        gate.set()


def test_commands_are_done_in_the_order_they_were_given(qtbot: QtBot, desk: Desk, door: Counter, page: QObject) -> None:
    done: list[int] = []
    for number in range(20):
        desk.do(page, another(number), lambda _, number=number: done.append(number))
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_a_closed_page_gets_no_answer_but_the_others_hear_of_the_change(
    qtbot: QtBot, desk: Desk, page: QObject
) -> None:
    called: list[Done] = []
    with qtbot.waitSignal(desk.changed):
        desk.do(page, COMMAND, called.append)
        delete(page)
    QApplication.processEvents()
    assert called == []


def test_a_refusal_goes_to_the_form(qtbot: QtBot, quick: Desk, door: Counter, page: QObject) -> None:
    door.answer = raising(Refused("fields_missing", fields={"nama": "required"}))
    refused: list[Refused] = []
    quick.do(page, COMMAND, refused=refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert refused[0].fields == {"nama": "required"}


def test_a_refusal_nobody_takes_goes_to_the_notice_bar(qtbot: QtBot, quick: Desk, door: Counter, page: QObject) -> None:
    door.answer = raising(Refused("stage", stage="TTD"))
    with qtbot.waitSignal(quick.failed) as told:
        quick.do(page, COMMAND)
    assert told.args == [Trouble("stage", {"stage": "TTD"})]


def test_what_the_world_refuses_goes_to_the_notice_bar_even_past_a_form(
    qtbot: QtBot, quick: Desk, door: Counter, page: QObject
) -> None:
    door.answer = raising(Unavailable("disk_full"))
    refused: list[Refused] = []
    changed: list[str] = []
    quick.changed.connect(partial(changed.append, "changed"))
    with qtbot.waitSignal(quick.failed) as told:
        quick.do(page, COMMAND, refused=refused.append)
    assert (told.args, refused, changed) == ([Trouble("disk_full", {})], [], [])


def test_a_question_that_fails_may_be_taken_by_the_page(qtbot: QtBot, quick: Desk, page: QObject) -> None:
    failed: list[Trouble] = []
    told: list[Trouble] = []
    quick.failed.connect(told.append)

    def busy(look: Any) -> str:
        raise Unavailable("database_busy")

    quick.ask(page, busy, lambda _: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert (failed[0].code, told) == ("database_busy", [])


def test_a_bug_reaches_the_crash_dialog(qtbot: QtBot, quick: Desk, door: Counter, page: QObject) -> None:
    door.answer = raising(ZeroDivisionError())
    with qtbot.captureExceptions() as caught:
        quick.do(page, COMMAND)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_only_the_newest_question_is_answered(qtbot: QtBot, desk: Desk, page: QObject) -> None:
    gate, seen = threading.Event(), []

    def slowly(look: Any) -> str:
        gate.wait(10)
        return "old"

    desk.ask(page, slowly, seen.append, latest="search")
    desk.ask(page, lambda look: "new", seen.append, latest="search")
    qtbot.waitUntil(lambda: seen == ["new"])
    gate.set()
    desk.close()
    QApplication.processEvents()
    assert seen == ["new"]


def test_a_question_overtaken_while_it_waits_is_not_asked_at_all(qtbot: QtBot, door: Counter, page: QObject) -> None:
    gate, asked, seen = threading.Event(), [], []
    one = ThreadPoolExecutor(max_workers=1)
    desk = Desk(door, lambda: STAMP, writes=AtOnce(), reads=one, slow=AtOnce())
    one.submit(gate.wait, 10)

    def note(name: str) -> Callable[[Any], str]:
        def query(look: Any) -> str:
            asked.append(name)
            return name

        return query

    for name in ("a", "ab", "abc"):
        desk.ask(page, note(name), seen.append, latest="search")
    gate.set()
    qtbot.waitUntil(lambda: seen == ["abc"])
    assert asked == ["abc"]
    desk.close()


def test_questions_of_different_names_do_not_overtake_each_other(qtbot: QtBot, quick: Desk, page: QObject) -> None:
    seen: list[str] = []
    quick.ask(page, lambda look: "one", seen.append, latest="one")
    quick.ask(page, lambda look: "two", seen.append, latest="two")
    qtbot.waitUntil(lambda: sorted(seen) == ["one", "two"])


def test_slow_work_tells_its_steps_and_its_result(qtbot: QtBot, desk: Desk, page: QObject) -> None:
    steps: list[JobStep] = []
    results: list[int] = []
    gate = threading.Event()

    def count(progress: JobProgress) -> int:
        gate.wait(10)
        for number in (1, 2):
            progress.step(number, 2, f"Baris {number}")
        return 2

    job = desk.work(page, count, results.append)
    job.stepped.connect(steps.append)
    gate.set()
    qtbot.waitUntil(lambda: results == [2])
    assert steps == [JobStep(1, 2, "Baris 1"), JobStep(2, 2, "Baris 2")]
    assert job.over


def test_work_that_is_given_up_ends_without_an_answer(qtbot: QtBot, desk: Desk, page: QObject) -> None:
    results: list[None] = []
    gate = threading.Event()

    def forever(progress: JobProgress) -> None:
        while gate.wait(10):
            progress.step(0, 0)

    job = desk.work(page, forever, results.append, lambda trouble: results.append(None))
    with qtbot.waitSignal(job.ended):
        job.cancel()
        gate.set()
    assert (results, job.progress.cancelled) == ([], True)


def test_work_that_fails_tells_the_page(qtbot: QtBot, quick: Desk, page: QObject) -> None:
    failed: list[Trouble] = []

    def full(progress: JobProgress) -> None:
        raise Unavailable("file_unwritable")

    quick.work(page, full, lambda _: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert failed[0].code == "file_unwritable"


def test_closing_waits_for_what_was_ordered(qtbot: QtBot, door: Counter, page: QObject) -> None:
    desk = Desk(door, lambda: STAMP)
    for number in range(5):
        desk.do(page, another(number))
    desk.close()
    assert len(door.threads) == 5


def test_what_ends_while_closing_may_ask_again_and_gets_no_answer(qtbot: QtBot, door: Counter, page: QObject) -> None:
    """The act that closing waited for is told to its listeners afterwards, and a watch that listens asks at once."""
    desk = Desk(door, lambda: STAMP)
    got: list[str] = []

    def look() -> None:
        desk.ask(page, lambda _: "late", got.append)

    desk.changed.connect(look)
    desk.do(page, COMMAND)
    desk.close()
    with qtbot.waitSignal(desk.changed, timeout=2000):
        pass
    qtbot.waitUntil(desk.is_idle)
    assert got == []


def test_what_is_worked_out_while_closing_is_told_to_nobody(qtbot: QtBot, door: Counter, page: QObject) -> None:
    """The page that would hear of it would ask a worker that is gone."""
    desk = Desk(door, lambda: STAMP)
    heard: list[object] = []

    def fail(progress: JobProgress) -> None:
        raise Unavailable("file_unwritable")

    desk.work(page, lambda _: "done", heard.append)
    desk.work(page, fail, heard.append, heard.append)
    desk.ask(page, lambda _: "read", heard.append)
    desk.close()
    qtbot.waitUntil(desk.is_idle)
    assert heard == []


def test_a_stamp_comes_from_whoever_knows_who_sits_here(quick: Desk) -> None:
    assert quick.stamp() is STAMP


def test_a_key_pressed_twice_does_an_act_once(quick: Desk, door: Counter, qtbot: QtBot) -> None:
    """The second is the same but for its stamp and comes before the first is answered; another act, or the same one
    later, is done."""
    owner, done = QObject(), []
    stamps = iter(replace(STAMP, id=f"c{at}") for at in range(9))
    for _ in range(2):
        quick.do(owner, Command(stamp=next(stamps)), done.append)
    quick.do(owner, office.RenameCounter(stamp=next(stamps), name="Loket 1"), done.append)
    quick.do(owner, office.RenameCounter(stamp=next(stamps), name="Loket 2"), done.append)
    quick.do(QObject(), Command(stamp=next(stamps)))
    qtbot.waitUntil(quick.is_idle)
    assert (len(door.threads), len(done)) == (4, 3)
    quick.do(owner, Command(stamp=next(stamps)), done.append)
    qtbot.waitUntil(quick.is_idle)
    assert len(done) == 4
