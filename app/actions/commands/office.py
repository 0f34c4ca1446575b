"""The office itself: who works there, with what right, and what was printed."""

from __future__ import annotations

from datetime import date, datetime

from app.actions.commands.command import Command, Part


class OfficeProfile(Part, frozen=True, kw_only=True):
    """The office as asked at first start. `code` stands first in every number; `region` is the Kemendagri code.

    `match_policy` is tolak or ingatkan (signing without a central match), `separation` ketat or peringatan.
    """

    code: str
    regency: str
    region: str
    name: str
    government: str
    address: str
    phone: str
    website: str = ""
    email: str = ""
    place: str
    zone: str
    cutoff: str = "14:00"
    bali: bool = False
    match_policy: str = "ingatkan"
    separation: str = "peringatan"
    public_address: str = ""
    idle_minutes: int = 10


class StaffProfile(Part, frozen=True, kw_only=True):
    """A person with an account; `password` is an Argon2id verifier, never the word itself."""

    id: str
    username: str
    name: str
    name_with_titles: str = ""
    rank: str = ""
    nip: str = ""
    position: str = ""


class SetUpOffice(Command, frozen=True, kw_only=True, tag="set_up_office"):
    """First start. `stamp.actor` is the first user, who becomes administrator; `device` the code of this PC."""

    profile: OfficeProfile
    first_user: StaffProfile
    password: str
    device: str
    counter_name: str
    training: bool = False


class ChangeOffice(Command, frozen=True, kw_only=True, tag="change_office"):
    """New values for the office; numbers already given keep the old code."""

    profile: OfficeProfile


class RenameCounter(Command, frozen=True, kw_only=True, tag="rename_counter"):
    """What people call the counter this is done at; its code stays."""

    name: str


class AddStaff(Command, frozen=True, kw_only=True, tag="add_staff"):
    """A new account with its roles."""

    profile: StaffProfile
    password: str
    roles: tuple[str, ...]


class ChangeStaff(Command, frozen=True, kw_only=True, tag="change_staff"):
    """New particulars, or an account closed (`active` False)."""

    profile: StaffProfile
    active: bool


class SetRoles(Command, frozen=True, kw_only=True, tag="set_roles"):
    """All roles of a person from now on; earlier ones stay in the history."""

    staff: str
    roles: tuple[str, ...]


class SetPassword(Command, frozen=True, kw_only=True, tag="set_password"):
    """By the person, or by an administrator for somebody else."""

    staff: str
    password: str


class AddMandate(Command, frozen=True, kw_only=True, tag="add_mandate"):
    """Plh or Plt (domain.md 5.5). `scope` lists permit codes; empty is everything."""

    role: str
    substitute: str
    mandate: str
    letter_number: str
    letter_date: date
    starts: date
    ends: date
    scope: tuple[str, ...] = ()
    reason: str = ""


class EndMandate(Command, frozen=True, kw_only=True, tag="end_mandate"):
    """Ends it with `ends` as the last day."""

    mandate: str
    ends: date


class DayRuling(Part, frozen=True, kw_only=True):
    """The office's word on a day: `kind` as in the calendar, `source` the law, decree or circular it rests on.

    `counts_for_sla` True makes it a working day although the calendar knows it as a holiday.
    """

    day: date
    kind: str
    name: str
    source: str
    counts_for_sla: bool = False


class ChangeCalendar(Command, frozen=True, kw_only=True, tag="change_calendar"):
    """domain.md 5.4 rule 8. `removed` are days whose ruling is taken back; `years` are told in full from now on."""

    added: tuple[DayRuling, ...] = ()
    removed: tuple[date, ...] = ()
    years: tuple[int, ...] = ()


class RecordPrint(Command, frozen=True, kw_only=True, tag="record_print"):
    """A document went out: `copy` is the number on it, `target` printer or file."""

    document: str
    copy: int
    target: str


class SaveDraft(Command, frozen=True, kw_only=True, tag="save_draft"):
    """T1. Kept on this PC, no act of the register: `content` is the form as typed."""

    draft: str
    content: dict[str, object]


class DropDraft(Command, frozen=True, kw_only=True, tag="drop_draft"):
    """The clerk deletes a draft."""

    draft: str


class RecordOutage(Command, frozen=True, kw_only=True, tag="record_outage"):
    """A counter had no contact from `began` to `ended` (UTC) and did `acts` acts meanwhile; `cause` is a code."""

    began: datetime
    ended: datetime
    acts: int
    cause: str


class SettleTrayItem(Command, frozen=True, kw_only=True, tag="settle_tray_item"):
    """A person has looked at an act that was rejected, parked or flagged: `how` is redo, adopt or withdraw."""

    item: str
    how: str
    note: str = ""
