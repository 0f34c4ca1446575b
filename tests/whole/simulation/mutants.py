"""One protection of the real code switched off at a time: whoever checks must notice.

A mutant is a set of replacements (whose, name, by what) that hold while a run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

import app.actions.context
import app.actions.linked
import app.actions.settling
import app.cipher
import app.database
import app.desktop.beside
import app.queries.documents
import app.server.admission.enrolment
import app.server.http.presence
import app.server.register.authenticity
import app.server.register.batch_lookup
import app.server.register.judge
import app.server.register.ledger
import app.server.register.office_acts
import app.server.register.snapshot
import app.server.register.timing
import app.server.register.tray
import app.server.register.withdrawal
import app.sync.bulk
import app.sync.deferred
import app.sync.feed
import app.sync.first
import app.sync.former_key
import app.sync.once
import app.sync.rebase
from app.actions import promising
from app.actions.commands.intake import RegisterApplication
from app.actions.commands.office import SetPassword
from app.actions.context import ActContext
from app.actions.door import Door
from app.actions.traces import Earlier
from app.models.centre import Attempt, Head
from app.models.exchange import Act
from app.models.images import key_name, table_of
from app.models.link import Link
from app.queries.rights import held_at, held_during, rights_of
from app.server.admission.family import Families
from app.server.register.authenticity import Authenticity, claims_import
from app.server.register.batch_lookup import BatchLookup
from app.server.register.centre import Centre
from app.server.register.early import EarlyActs
from app.server.register.judge import Judge
from app.server.register.ledger import ENCODER
from app.server.register.proof import Applied
from app.server.register.snapshot import _of_files
from app.server.register.telling import query, told
from app.server.register.timing import Span, Timing, span_of
from app.sync import signing
from app.sync.centre_time import LONG_AGO, CentreTime
from app.sync.mirroring import Mirroring
from app.sync.once import Exchange
from app.sync.protocol import FINAL, RETRY
from tests.whole.simulation.power import Crash

if TYPE_CHECKING:
    from tests.whole.simulation.world import World

Replacement = tuple[Any, str, Any]


def no_idempotency(world: World) -> list[Replacement]:
    return [(BatchLookup, "known", lambda *_: None)]


def ack_on_push(world: World) -> list[Replacement]:
    """An act is done with as soon as the centre answers, not when its rows have come."""
    note = Exchange._note

    def noted(exchange: Exchange, answer: Any) -> bool:
        goes_on = note(exchange, answer)
        with exchange.register.writing() as session:
            for result in answer.results:
                act = session.get(Act, result.id)
                if act is not None and result.result in FINAL and act.feed is None:
                    act.feed, act.result = result.feed, result.result
        return goes_on

    return [(Exchange, "_note", noted)]


def cursor_apart(world: World) -> list[Replacement]:
    """The cursor is committed before the rows."""
    take = app.sync.once.take_page

    def moved(register: Any, number: int) -> None:
        with register.writing() as session:
            session.get_one(Link, 1).cursor = number

    def taken(register: Any, reference: Any, answer: Any, request: Any, now: Any) -> list[str]:
        if answer.start == request.cursor and answer.items:
            moved(register, answer.end)
            machine = next((each for each in world.machines if each.register is register), None)
            if machine is not None and world.fault("crash_in_between"):
                raise Crash(machine.name)
            moved(register, answer.start)
        return take(register, reference, answer, request, now)

    return [(app.sync.once, "take_page", taken)]


def stale_page(world: World) -> list[Replacement]:
    """Any page is taken, whatever it answers."""
    take = app.sync.once.take_page

    def taken(register: Any, reference: Any, answer: Any, request: Any, now: Any) -> list[str]:
        fitting = msgspec.structs.replace(answer, start=request.cursor, epoch=request.epoch)
        return take(register, reference, fitting, request, now)

    return [(app.sync.once, "take_page", taken)]


def no_epoch(world: World) -> list[Replacement]:
    """Nobody notices that the centre went back in time."""
    push, pull = Centre.push, Centre.pull

    def epoch(centre: Centre) -> str:
        with centre.register.reading() as session:
            return session.get_one(Head, 1).epoch

    def pushed(centre: Centre, terminal: str, request: Any) -> Any:
        answer = push(centre, terminal, msgspec.structs.replace(request, epoch=epoch(centre)))
        return msgspec.structs.replace(answer, epoch=request.epoch)

    def pulled(centre: Centre, request: Any) -> Any:
        answer = pull(centre, msgspec.structs.replace(request, epoch=epoch(centre)))
        return msgspec.structs.replace(answer, epoch=request.epoch, reset=False)

    return [(Centre, "push", pushed), (Centre, "pull", pulled)]


def last_writer_wins(world: World) -> list[Replacement]:
    return [(Judge, "_seen", lambda *_: True)]


def no_tray(world: World) -> list[Replacement]:
    nothing = lambda session, act, *_: Attempt(act_id=f"tray {act.id}", times=0)  # noqa: E731
    return [(app.server.register.judge, "tray_item", nothing)]


def print_first(world: World) -> list[Replacement]:
    """The receipt goes out before the disk has the act."""
    carry_out = Door._carry_out

    def carried(door: Door, context: Any, position: int | None = None) -> None:
        carry_out(door, context, position)
        command = context.command
        if isinstance(command, RegisterApplication):
            world.watch.printed(None, command.application, command.number, command.stamp.id)

    return [(Door, "_carry_out", carried), (world.people, "_print", lambda *_: None)]


def push_time_rights(world: World) -> list[Replacement]:
    """Rights are looked at when the act arrives, not when it was done."""
    scene_of = Judge._context

    def context(judge: Judge, *args: Any, **named: Any) -> Any:
        made = scene_of(judge, *args, **named)
        made.span = made.span and (judge.now, judge.now)
        return made

    return [(Judge, "_context", context)]


def trust_counter(world: World) -> list[Replacement]:
    """What a counter let somebody do stands."""
    scene_of = Judge._context

    def context(judge: Judge, *args: Any, **named: Any) -> Any:
        made = scene_of(judge, *args, **named)
        made.settled = True
        return made

    return [(Judge, "_context", context)]


def no_savepoint(world: World) -> list[Replacement]:
    """What an act did before it was refused stays."""
    nested = Session.begin_nested

    def begun(session: Session) -> Any:
        return nullcontext() if world.centre.serving else nested(session)

    return [(Session, "begin_nested", begun)]


def no_rebase(world: World) -> list[Replacement]:
    """Waiting acts are not done again on top of what the centre says."""

    def forgotten(session: Session, reference: Any, link: Link, act: Act) -> None:
        act.touched = []

    return [(app.sync.rebase, "again", forgotten), (app.sync.first, "again", forgotten)]


def no_shadow(world: World) -> list[Replacement]:
    """What the centre knows of a row is not kept while an own act shows another."""
    return [
        (app.actions.linked, "shade", lambda session, trace: list(trace.before)),
        (app.sync.rebase, "shade", lambda session, trace: list(trace.before)),
    ]


def no_parking(world: World) -> list[Replacement]:
    return [(Centre, "_failed", lambda *_: RETRY)]


def no_resend(world: World) -> list[Replacement]:
    """After a restore nobody brings again what the centre has lost."""
    known = Centre.known

    def all_known(centre: Centre, request: Any) -> Any:
        return msgspec.structs.replace(known(centre, request), unknown=())

    return [(Centre, "known", all_known)]


def not_settled(world: World) -> list[Replacement]:
    """Acts whose rows came with a snapshot are never done with."""
    return [(app.sync.once, "known_here", lambda *_: None)]


def trust_wall(world: World) -> list[Replacement]:
    return [(CentreTime, "interval", lambda centre_time, contact: (centre_time._now(), centre_time._now()))]


def sync_normal(world: World) -> list[Replacement]:
    """Commits are told before they are on the disk; what was not synced goes with the power."""
    careless = tuple(pragma.replace("synchronous=FULL", "synchronous=NORMAL") for pragma in app.cipher.RUNNING)
    for machine in world.machines:
        machine.power.careful = False
    return [(app.database, "RUNNING", careless)]


def no_signature(world: World) -> list[Replacement]:
    return [(signing, "verify", lambda *_: True)]


def no_mirror(world: World) -> list[Replacement]:
    """Unsent acts lie in the register alone."""
    return [(Mirroring, "keep", lambda *_: None), (Mirroring, "catch_up", lambda *_: None)]


def card_rebuilt(world: World) -> list[Replacement]:
    """Whoever does an act again makes its paper of what is known there."""
    return [(promising, "printed", lambda context, kind, card: promising.holding.SORTED.encode(card))]


def promise_reckoned(world: World) -> list[Replacement]:
    """What the act promised is reckoned anew."""
    return [(promising, "promised", lambda context, reckoned: setattr(context, "promise", reckoned) or reckoned)]


def right_at_the_start(world: World | None) -> list[Replacement]:
    """A right is asked only when the span begins."""
    return [(app.actions.context, "held_during", lambda rights, start, end: held_at(rights, start))]


def office_overwritten(world: World | None) -> list[Replacement]:
    """What is said of the office stands whatever others said meanwhile."""
    return [(app.server.register.judge, "is_overtaken", lambda *_: False)]


def feeds_compared(world: World | None) -> list[Replacement]:
    """Of two changes of before a restore the one with the larger number stands."""
    return [(app.server.register.office_acts, "_is_later", lambda *_: False)]


def nothing_is_early(world: World | None) -> list[Replacement]:
    """What comes before its file is judged as if there were none."""
    return [(EarlyActs, "is_early", lambda *_: False)]


def refused_at_once(world: World | None) -> list[Replacement]:
    """What stood before and cannot stand now is refused, whatever is still to come."""
    return [(EarlyActs, "refused", lambda *_: None)]


def numbers_not_kept(world: World | None) -> list[Replacement]:
    """What is on the paper of an act that waits is given to the next one."""
    return [(EarlyActs, "keep_back", lambda *_: None)]


def anybody_waits(world: World | None) -> list[Replacement]:
    """Whoever brings an act begins its days of waiting."""
    return [(Authenticity, "is_own", lambda *_: True)]


def rejected_tried_again(world: World | None) -> list[Replacement]:
    """A decision that had been rejected is judged anew, and before the one that stood."""
    return [(Authenticity, "seen_before", lambda *_: False)]


def later_word_counts(world: World | None) -> list[Replacement]:
    """What a PC said since bounds an act that the centre had before."""
    return [(Timing, "span", lambda timing, act, told: span_of(act, timing._clear(act, told), timing.now))]


def first_word_written(world: World | None) -> list[Replacement]:
    """Of a short visit only the first word is written down."""
    return [(app.server.http.presence, "LAGS", timedelta(days=900))]


def fork_unheard(world: World | None) -> list[Replacement]:
    """A PC does not hear that it is to take another name."""
    return [(Exchange, "fork", lambda *_: None)]


def numbers_go_on(world: World | None) -> list[Replacement]:
    """A PC that was restored goes on with its numbers, whoever knows how far they came."""
    return [(app.desktop.beside, "doubted", lambda *_, **__: False)]


def first_act_unheard(world: World | None) -> list[Replacement]:
    """A PC that begins once more has not been set back."""
    return [(app.server.register.batch_lookup, "_begun", lambda *_: set())]


def copy_works(world: World | None) -> list[Replacement]:
    """A disk copied to another machine goes on as it was."""
    return [(app.actions.linked, "require_usable", lambda *_: None)]


def orphans_written(world: World | None) -> list[Replacement]:
    """A row is written before the one it names."""
    nothing = lambda *_: set()  # noqa: E731
    return [(app.sync.deferred, "_lacking", nothing), (app.sync.bulk, "_lacking", nothing)]


def orphans_left(world: World | None) -> list[Replacement]:
    """What was kept aside stays there."""
    told = lambda session, told, come=(): list(told)  # noqa: E731
    return [(app.sync.deferred, "with_freed", told)]


def orphans_forgotten(world: World | None) -> list[Replacement]:
    """Nobody looks whether anything is still kept aside."""
    return [(app.sync.deferred, "any_left", lambda _: False)]


def own_rows_are_parents(world: World | None) -> list[Replacement]:
    """What only a waiting act has made counts as told by the centre."""

    def here(session: Session, name: str, keys: Any) -> set[str]:
        table = table_of(name)
        return set(session.scalars(select(table.c[key_name(name)]).where(table.c[key_name(name)].in_(list(keys)))))

    return [(app.sync.deferred, "standing", here)]


def digest_uncompared(world: World | None) -> list[Replacement]:
    return [(app.sync.feed, "_compare", lambda *_: None)]


def forgotten_at_once(world: World | None) -> list[Replacement]:
    """Acts are thrown away as soon as the centre has them, though no backup does."""

    def settled(link: Link) -> None:
        link.settled = link.cursor

    return [(app.sync.once, "_settle", settled), (Exchange, "tidied", None)]


def says_anything(world: World | None) -> list[Replacement]:
    """What stands around a command need not be what the command says."""
    return [(app.server.register.authenticity, "_says_the_same", lambda _: True)]


def entangled(world: World | None) -> list[Replacement]:
    """Acts of one commit that change each other's rows are taken together."""
    return [(Earlier, "are_whole", lambda _: True)]


def follows_anything(world: World | None) -> list[Replacement]:
    """A waiting decision is done again on a state its author did not know."""
    return [(app.sync.rebase, "_follows", lambda *_: True)]


def acts_not_handed_on(world: World | None) -> list[Replacement]:
    """A PC that is new has the rows, and none of the acts that a restored centre may have lost."""
    return [(app.sync.first, "keep_history", lambda *_: None)]


def any_files_id(world: World | None) -> list[Replacement]:
    """What a restored centre had received before there was the file is done to it all the same."""
    return [(EarlyActs, "is_of_another_file", lambda *_: False)]


def closed_unseen(world: World | None) -> list[Replacement]:
    """A matter is closed by what was decided before the number was given twice."""
    return [(app.server.register.judge, "_is_other", lambda *_: False)]


def numbers_forgotten(world: World | None) -> list[Replacement]:
    """The word for an act that was not applied says nothing of the number it once had."""
    return [(Authenticity, "numbered_before", Authenticity.applied_before)]


def imports_for_ever(world: World | None) -> list[Replacement]:
    """Whoever says that it was done before pairing is believed."""
    return [(Authenticity, "is_imported", lambda _, act, envelope: claims_import(act, envelope))]


def any_pc(world: World | None) -> list[Replacement]:
    """An act may bear another PC's name."""
    return [(Families, "is_alien", lambda *_: False)]


def any_code(world: World | None) -> list[Replacement]:
    """An act may bear what is no device code."""
    alien = Families.is_alien
    return [(Families, "is_alien", lambda known, code, pc: code in known.owners and alien(known, code, pc))]


def anything_read(world: World | None) -> list[Replacement]:
    """What no program writes is tried three times, and comes before people."""
    return [(Judge, "_unreadable", lambda *_: "")]


def item_for_each(world: World | None) -> list[Replacement]:
    """Every act that does not simply stand is a matter of its own."""
    return [(app.server.register.tray, "_alike", lambda *_, **__: None)]


def file_in_one_part(world: World | None) -> list[Replacement]:
    """All of one file comes in one part, however large."""

    def whole(session: Session, name: str, file: str, after: str) -> Iterator[tuple[str, list[bytes]]]:
        yield file, [row for _, row in told(session, name, query(name).where(_of_files(name, [file])))]

    return [(app.server.register.snapshot, "_one_by_one", whole)]


def act_in_one_item(world: World | None) -> list[Replacement]:
    """An act that changes however much is one item of the feed."""
    return [(app.server.register.ledger, "_pieces", lambda rows: [ENCODER.encode(rows)])]


def meets_every_person(world: World | None) -> list[Replacement]:
    """Acts about the office meet wherever they are of one kind."""
    return [(SetPassword, "subjects", property(lambda _: frozenset({""})))]


def loss_unsigned(world: World | None) -> list[Replacement]:
    """That the act before is gone is believed."""
    return [(Authenticity, "is_lost", lambda *_: True)]


def any_proof(world: World | None) -> list[Replacement]:
    """Whatever is shown as the centre's own word is taken for that."""
    known = lambda secret, act, body, proof: Applied(LONG_AGO)  # noqa: E731
    return [(app.server.register.authenticity, "proved", known)]


def anybody_brings(world: World | None) -> list[Replacement]:
    """Whoever has an act may send it, without the centre's own word."""
    return [(Families, "inherits", lambda *_: True)]


def only_applied_are_known(world: World | None) -> list[Replacement]:
    """The centre's word for an act that was not applied is worth nothing."""

    def seen(authenticity: Authenticity, act: Any, envelope: Any) -> bool:
        return authenticity.applied_before(act, envelope) is not None

    return [(Authenticity, "seen_before", seen)]


def never_contested(world: World | None) -> list[Replacement]:
    """What is known stands, whatever the centre said before it was restored."""
    return [(app.server.register.judge, "contest", lambda *_: None)]


def known_believed(world: World | None) -> list[Replacement]:
    """A counter does not compare what a restored centre knows with what it knows itself."""
    return [(app.sync.first, "_contradicted", lambda *_: set())]


def any_body(world: World | None) -> list[Replacement]:
    """Whatever the feed brings under the id of an own act is that act."""
    return [(app.sync.feed, "_is_of", lambda *_: True)]


def clock_believed(world: World | None) -> list[Replacement]:
    """The time of a PC's own clock decides, however far outside the span it lies."""

    def span(act: Any, clear: Any, now: Any) -> Span:
        known = span_of(act, clear, now)
        return Span(known.lo, known.hi, act.at, doubted=False)

    return [(app.server.register.timing, "span_of", span)]


def contact_forgotten(world: World | None) -> list[Replacement]:
    """What the centre knows of a PC's last contact bounds nothing."""
    return [(app.server.register.timing, "span_of", lambda act, clear, now: span_of(act, None, now))]


def keys_for_ever(world: World | None) -> list[Replacement]:
    """A revoked key goes on deciding."""
    return [(Timing, "_revoked", lambda *_: None)]


def arrival_unasked(world: World | None) -> list[Replacement]:
    """A right that was taken away before the act arrived counts."""

    def roles(context: ActContext) -> frozenset[str]:
        rights = rights_of(context.session, context.actor.id)
        return held_during(rights, *context.span) if context.span else held_at(rights, context.at)

    return [(ActContext, "roles", property(roles))]


def meanwhile_untold(world: World | None) -> list[Replacement]:
    """What was decided after a right was taken away, and came first, stands in silence."""
    return [(app.server.register.judge, "put_before_people", lambda *_: None)]


def forks_unlimited(world: World | None) -> list[Replacement]:
    return [(app.server.admission.enrolment, "require_few", lambda *_: None)]


def copies_stay(world: World | None) -> list[Replacement]:
    """A revoked PC's copies go on."""
    return [(app.server.admission.enrolment, "with_copies", lambda session, terminal: [terminal])]


def own_matter_closed(world: World | None) -> list[Replacement]:
    """Who caused a matter of the tray closes it."""
    return [(app.actions.settling, "against_closing", lambda *_, **__: "")]


def any_card(world: World | None) -> list[Replacement]:
    """Whatever a PC says it printed is fixed."""
    return [(promising.holding, "belongs", lambda *_: True)]


def cards_uncompared(world: World | None) -> list[Replacement]:
    """What differs between a card and the register is told to nobody."""
    return [(promising, "differ", lambda *_: None)]


def any_address(world: World | None) -> list[Replacement]:
    """An address that the office never had is as good as its own."""
    return [(promising.holding, "_leads_here", lambda *_: True)]


def first_word_unasked(world: World | None) -> list[Replacement]:
    """When the centre first heard of a taking away that it had forgotten says nothing of what came after that."""
    return [(app.server.register.withdrawal, "_came_later", lambda *_: False)]


def former_key_left(world: World | None) -> list[Replacement]:
    """What waits under a key that opens no more is left under it, and the centre never hears of that key."""
    return [(app.sync.former_key, "former_key", lambda *_: None)]


def cards_unbounded(world: World | None) -> list[Replacement]:
    """Cards that cannot be laid out are given out to be drawn."""
    return [(app.queries.documents, "is_printable", lambda _: True)]


@dataclass(frozen=True)
class Mutant:
    """`replaces` what, and who notices: the simulation in one of `seeds`, or the test named (`by`)."""

    replaces: Callable[[Any], list[Replacement]]
    by: str = ""
    seeds: range = range(40)


SEEN = "tests/sync/test_protections.py::"
TRUST, FORKS = "tests/sync/test_trust.py::", "tests/server/admission/test_forks.py::"
CARDS = "tests/actions/test_cards.py::"
RESTORED = "tests/server/test_restored_order.py::"
WORDS = "tests/server/test_restored_words.py::"
CONTESTED = "tests/server/test_contested.py::"
ORDER = "tests/sync/test_any_order.py::"
_BY_TEST = {
    right_at_the_start: SEEN + "test_a_right_is_held_all_the_time_in_which_the_act_can_have_been_done",
    office_overwritten: SEEN + "test_the_office_is_not_changed_over_somebody_elses_change",
    fork_unheard: SEEN + "test_a_disk_that_was_set_back_gives_new_numbers_under_another_name",
    first_act_unheard: SEEN + "test_a_disk_that_was_set_back_gives_new_numbers_under_another_name",
    numbers_go_on: "tests/sync/test_own_numbers.py"
    "::test_after_a_restore_no_number_is_given_until_the_centre_has_given_a_new_code",
    copy_works: "tests/actions/test_linked.py::test_a_copied_disk_does_nothing",
    orphans_written: ORDER + "test_nobody_is_shown_half_a_file",
    orphans_left: ORDER + "test_a_clerk_acts_on_a_file_whose_newer_row_is_kept_aside",
    orphans_forgotten: ORDER + "test_what_still_waits_at_the_head_is_fetched_anew",
    own_rows_are_parents: ORDER + "test_a_row_that_an_own_act_alone_has_made_is_no_parent",
    imports_for_ever: "tests/server/test_forged.py::test_nobody_imports_after_the_founding",
    any_pc: TRUST + "test_nobody_writes_an_act_of_another_pc",
    any_code: TRUST + "test_nobody_writes_an_act_under_what_is_no_code",
    anything_read: "tests/server/test_unreadable.py::test_from_a_program_that_is_not_newer_it_is_refused",
    item_for_each: "tests/server/register/test_tray.py::test_a_thousand_acts_about_one_file_with_a_clock_that_is_off",
    meets_every_person: "tests/sync/test_office_subjects.py::test_two_people_change_their_passwords",
    file_in_one_part: "tests/server/test_first_parts.py::test_a_file_larger_than_a_part_ends_inside",
    act_in_one_item: "tests/sync/test_large.py"
    "::test_an_act_that_changes_more_than_a_page_is_told_under_several_numbers",
    loss_unsigned: TRUST + "test_that_an_act_is_lost_is_signed_by_somebody_of_the_pc",
    anybody_brings: CONTESTED + "test_others_acts_come_with_the_centres_own_word_only",
    only_applied_are_known: CONTESTED + "test_what_was_not_applied_has_the_centres_word_too",
    never_contested: CONTESTED + "test_whoever_gives_his_own_acts_other_numbers_is_found_out",
    known_believed: CONTESTED + "test_an_act_whose_id_was_taken_is_put_before_people",
    any_body: CONTESTED + "test_one_that_was_taken_while_its_pc_asked_is_seen_in_the_feed",
    feeds_compared: RESTORED + "test_nobody_brings_changes_in_an_order_of_his_own",
    nothing_is_early: RESTORED + "test_what_was_not_sent_waits_for_its_file",
    refused_at_once: RESTORED + "test_what_was_done_about_an_account_waits_for_the_account",
    numbers_not_kept: RESTORED + "test_a_number_behind_a_gap_is_nobody_elses",
    anybody_waits: RESTORED + "test_nobody_begins_the_days_of_waiting_in_anothers_place",
    rejected_tried_again: RESTORED + "test_what_was_rejected_does_not_come_before_what_stood",
    any_files_id: RESTORED + "test_nothing_is_done_in_the_wrong_name",
    acts_not_handed_on: WORDS + "test_a_pc_paired_late_brings_what_was_before",
    closed_unseen: WORDS + "test_what_was_closed_before_does_not_close_what_nobody_has_seen",
    numbers_forgotten: WORDS + "test_nor_after_a_second_restore",
    follows_anything: "tests/sync/test_exchange.py"
    "::test_a_decision_on_another_one_than_the_centre_took_shows_no_effect",
    digest_uncompared: ORDER + "test_what_still_waits_at_the_head_is_fetched_anew",
    later_word_counts: RESTORED + "test_what_waited_is_no_later_than_the_centre_had_it",
    first_word_written: "tests/server/http/test_presence.py::test_a_visit_of_seconds_is_written_down",
    clock_believed: TRUST + "test_a_clock_years_off_numbers_and_dates_nothing",
    contact_forgotten: TRUST + "test_nor_with_a_span_from_before_its_last_contact",
    keys_for_ever: TRUST + "test_an_account_closed_and_a_key_revoked_decide_nothing_by_saying_earlier",
    arrival_unasked: SEEN + "test_a_right_is_still_held_when_the_act_arrives",
    meanwhile_untold: TRUST + "test_what_was_decided_meanwhile_is_put_before_people",
    first_word_unasked: "tests/server/test_forgotten_withdrawals.py"
    "::test_what_is_decided_in_its_name_until_then_is_put_before_people",
    former_key_left: "tests/server/test_forgotten_keys.py"
    "::test_what_waits_under_a_key_younger_than_the_backup_outlives_a_new_password",
    forks_unlimited: FORKS + "test_copies_of_copies_count_together_and_an_hour_later_no_more",
    own_matter_closed: "tests/actions/test_settling.py::test_nobody_closes_what_the_own_act_put_before_people",
    any_card: CARDS + "test_what_is_not_so_is_not",
    cards_uncompared: CARDS + "test_a_late_card_is_kept_with_what_differs",
    any_address: CARDS + "test_what_is_not_so_is_not",
    cards_unbounded: CARDS + "test_a_card_that_is_fixed_and_cannot_be_drawn_is_a_sentence",
    copies_stay: FORKS + "test_a_stolen_pc_goes_with_its_copies_and_theirs",
    no_mirror: "tests/sync/test_rebuild.py::test_nothing_unsent_is_lost",
    push_time_rights: SEEN + "test_a_right_is_held_all_the_time_in_which_the_act_can_have_been_done",
    says_anything: "tests/server/test_forged.py::test_an_act_must_say_the_same_inside_and_outside",
}
_BY_SEEDS = (
    *(no_idempotency, ack_on_push, cursor_apart, stale_page, no_epoch, last_writer_wins, no_tray, print_first),
    *(trust_counter, no_savepoint, no_rebase, no_shadow, no_parking, no_resend),
    *(not_settled, trust_wall, sync_normal, no_signature, card_rebuilt, promise_reckoned),
    *(forgotten_at_once, entangled, any_proof),
)
MUTANTS: dict[str, Mutant] = {each.__name__: Mutant(each) for each in _BY_SEEDS}
MUTANTS |= {each.__name__: Mutant(each, by) for each, by in _BY_TEST.items()}


@contextmanager
def switched_off(name: str, world: World | None) -> Iterator[None]:
    """`name` is empty for the program as it is. What is replaced has to be there: it may have moved."""
    replaced = MUTANTS[name].replaces(world) if name else []
    assert all(hasattr(whose, what) for whose, what, _ in replaced), name
    kept = [(whose, what, vars(whose).get(what)) for whose, what, _ in replaced]
    for whose, what, other in replaced:
        setattr(whose, what, other)
    try:
        yield
    finally:
        for whose, what, own in kept:
            if own is None:
                delattr(whose, what)
            else:
                setattr(whose, what, own)
