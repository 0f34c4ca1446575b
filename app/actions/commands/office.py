"""The office itself: who works there, with what right, and what was printed."""

from __future__ import annotations

from datetime import date, datetime

from app.actions.commands.command import Command, CommandPart, Count, Id, Line, Minutes, Prose, Whole, Word, Year

OFFICE = "office"


class OfficeProfile(CommandPart, frozen=True, kw_only=True):
    """The office as asked at first start. `code` stands first in every number; `region` is the Kemendagri code.

    `match_policy` is tolak or ingatkan (signing without a central match), `separation` ketat or peringatan.
    """

    code: Line
    regency: Line
    region: Word
    name: Line
    government: Line
    address: Line
    phone: Line
    website: Line = ""
    email: Line = ""
    place: Line
    zone: Word
    cutoff: Word = "14:00"
    bali: bool = False
    match_policy: Word = "ingatkan"
    separation: Word = "peringatan"
    public_address: Line = ""
    idle_minutes: Minutes = 10


class StaffProfile(CommandPart, frozen=True, kw_only=True):
    """A person with an account; `password` is an Argon2id verifier, never the word itself."""

    id: Id
    username: Line
    name: Line
    name_with_titles: Line = ""
    rank: Line = ""
    nip: Line = ""
    position: Line = ""


class SetUpOffice(Command, frozen=True, kw_only=True, tag="set_up_office"):
    """First start. `stamp.actor` is the first user, who becomes administrator; `device` the code of this PC."""

    profile: OfficeProfile
    first_user: StaffProfile
    password: Line
    device: Word
    counter_name: Line
    training: bool = False


class ChangeOffice(Command, frozen=True, kw_only=True, tag="change_office"):
    """New values for the office; numbers already given keep the old code."""

    profile: OfficeProfile

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset({OFFICE})


class RenameCounter(Command, frozen=True, kw_only=True, tag="rename_counter"):
    """What people call the counter this is done at; its code stays."""

    name: Line

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset({self.stamp.counter})


class AddStaff(Command, frozen=True, kw_only=True, tag="add_staff"):
    """A new account with its roles."""

    profile: StaffProfile
    password: Line
    roles: tuple[Word, ...]


class ChangeStaff(Command, frozen=True, kw_only=True, tag="change_staff"):
    """New particulars, or an account closed (`active` False)."""

    profile: StaffProfile
    active: bool

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset({self.profile.id})


class SetRoles(Command, frozen=True, kw_only=True, tag="set_roles"):
    """All roles of a person from now on; earlier ones stay in the history."""

    staff: Id
    roles: tuple[Word, ...]

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset({self.staff})


class SetPassword(Command, frozen=True, kw_only=True, tag="set_password"):
    """By the person, or by an administrator for somebody else."""

    staff: Id
    password: Line

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset({self.staff})


class AddMandate(Command, frozen=True, kw_only=True, tag="add_mandate"):
    """Plh or Plt (domain.md 5.5). `scope` lists permit codes; empty is everything."""

    role: Word
    substitute: Id
    mandate: Word
    letter_number: Line
    letter_date: date
    starts: date
    ends: date
    scope: tuple[Word, ...] = ()
    reason: Prose = ""


class EndMandate(Command, frozen=True, kw_only=True, tag="end_mandate"):
    """Ends it with `ends` as the last day; at once where that is today."""

    mandate: Id
    ends: date

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset({self.mandate})


class DayRuling(CommandPart, frozen=True, kw_only=True):
    """The office's word on a day: `kind` as in the calendar, `source` the law, decree or circular it rests on.

    `counts_for_sla` True makes it a working day although the calendar knows it as a holiday.
    """

    day: date
    kind: Word
    name: Line
    source: Prose
    counts_for_sla: bool = False


class ChangeCalendar(Command, frozen=True, kw_only=True, tag="change_calendar"):
    """domain.md 5.4 rule 8. `removed` are days whose ruling is taken back; `years` are told in full from now on."""

    added: tuple[DayRuling, ...] = ()
    removed: tuple[date, ...] = ()
    years: tuple[Year, ...] = ()

    @property
    def subjects(self) -> frozenset[str]:
        days = (*(each.day for each in self.added), *self.removed)
        return frozenset(map(str, (*days, *self.years)))


class RecordPrint(Command, frozen=True, kw_only=True, tag="record_print"):
    """A document went out: `copy` is the number on it, `target` printer or file."""

    document: Id
    copy: Count
    target: Word


class SaveDraft(Command, frozen=True, kw_only=True, tag="save_draft"):
    """T1. Kept on this PC, no act of the register: `content` is the form as typed."""

    draft: Id
    content: dict[str, object]


class DropDraft(Command, frozen=True, kw_only=True, tag="drop_draft"):
    """The clerk deletes a draft."""

    draft: Id


class RecordOutage(Command, frozen=True, kw_only=True, tag="record_outage"):
    """A counter had no contact from `began` to `ended` (UTC) and did `acts` acts meanwhile; `cause` is a code."""

    began: datetime
    ended: datetime
    acts: Count
    cause: Word


class LostSeries(CommandPart, frozen=True, kw_only=True):
    """The highest number that may have been given in a series and year; `series` is the code of the counter for
    registration numbers, whose `year` is 0."""

    series: Line
    year: Count
    last: Whole


class RecordLoss(Command, frozen=True, kw_only=True, tag="record_loss"):
    """The register of a PC without a centre lacks acts that were done after `since`, up to `until` (UTC): it was
    restored from the file `copy`, set back or damaged. `until` None where nobody knows; then it is `acts` at least.
    The numbers of `series` are skipped. `missing` are the acts that are given up, as far as their ids are known: where
    one turns up beside the register later, that is known already."""

    since: datetime
    until: datetime | None = None
    acts: Count | None = None
    copy: Line = ""
    series: tuple[LostSeries, ...] = ()
    missing: tuple[Id, ...] = ()


class SettleTrayItem(Command, frozen=True, kw_only=True, tag="settle_tray_item"):
    """A person has looked at an act that was rejected, parked or flagged: `how` is redo, adopt or withdraw."""

    item: Id
    how: Word
    note: Prose = ""
