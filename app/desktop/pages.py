"""Every page of the counter in the order of the navigation, and who may open it. Each is imported when first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.desktop.connection import CentreConnection
from app.desktop.devices import Outlets
from app.desktop.parts import CounterParts, lookup, sheet_source
from app.rules.workflow import ADMIN, CHIEF, DIVISION, HANDOVER, LOKET
from app.ui.applicant.reading_aids import ReadingAids
from app.ui.pages.workplace import Workplace
from app.ui.papers.paper_desk import PaperDesk
from app.ui.shell.page import PageSpec
from app.ui.shell.tray_badge import TrayBadge
from app.upkeep.safekeeping import Safekeeping

EXPORTS = "Loket PTSP"  # in the person's own documents


@dataclass(frozen=True)
class Only:
    """A page for these roles."""

    roles: frozenset[str]

    def __call__(self, held: frozenset[str]) -> bool:
        return bool(self.roles & held)


@dataclass(frozen=True)
class Linked:
    """A page for a PC that has a centre."""

    connection: CentreConnection

    def __call__(self, _: frozenset[str]) -> bool:
        return self.connection.linkage is not None


def only(*roles: str) -> Callable[[frozenset[str]], bool]:
    return Only(frozenset(roles))


class Pages:
    """Makes the pages of one counter."""

    def __init__(
        self,
        parts: CounterParts,
        papers: PaperDesk,
        outlets: Outlets,
        keeping: Safekeeping,
        aids: ReadingAids,
        anew: Callable[[], None],
    ) -> None:
        self._parts, self._keeping = parts, keeping
        desk, session, board, navigator = parts.desk, parts.session, parts.board, parts.navigator
        self._workplace = Workplace(desk, session, board, navigator, papers, lookup(parts))
        self._settings = SettingsTabs(parts, self._workplace, outlets, keeping, aids, anew)
        self._aids = aids
        self._badge = TrayBadge(parts.desk, parts.session, parts.window)
        self._badge.counted.connect(self._on_counted)
        parts.window.status.connection_wanted.connect(self._on_connection_wanted)
        parts.connection.paired.connect(self._on_paired)

    def specs(self) -> tuple[PageSpec, ...]:
        return (
            PageSpec("front", "Beranda", "house", self._front),
            PageSpec("intake", "Permohonan Baru", "file-plus", self._intake, only(LOKET), scrolls=False),
            PageSpec("queue", "Antrean Kerja", "inbox", self._queue, scrolls=False),
            PageSpec("handover", "Penyerahan", "package-check", self._handover, only(HANDOVER), scrolls=False),
            PageSpec("search", "Cari", "search", self._search, scrolls=False),
            PageSpec("reports", "Laporan", "chart-column", self._reports, scrolls=False),
            PageSpec("tray", "Perlu keputusan", "bell", self._tray, Linked(self._parts.connection), scrolls=False),
            PageSpec("settings", "Pengaturan", "settings", self._settings.page, scrolls=False),
            PageSpec("file", "Permohonan", "file-text", self._file, in_menu=False, scrolls=False),
            PageSpec("front_list", "Daftar", "list-checks", self._front_list, in_menu=False, scrolls=False),
            PageSpec("connection", "Sambungan", "wifi", self._connection, in_menu=False, scrolls=False),
        )

    def _on_counted(self, number: int) -> None:
        self._parts.window.sidebar.set_number("tray", number)

    def _on_connection_wanted(self) -> None:
        self._parts.navigator.open("connection")

    def _on_paired(self) -> None:
        """There is more to be offered now."""
        self._parts.window.set_pages(self.specs())
        self._badge.look()

    def _front(self) -> QWidget:
        from app.ui.pages.front.page import FrontPage

        return FrontPage(self._workplace, self._keeping, self._parts.world.now)

    def _front_list(self) -> QWidget:
        from app.ui.pages.front.list import FrontListPage

        return FrontListPage(self._workplace)

    def _intake(self) -> QWidget:
        from app.reading.picture import card_reader
        from app.ui.pages.intake.page import IntakePage

        opened = self._parts.pending_office
        return IntakePage(self._workplace, opened.office.reference, opened.confirm, self._aids, card_reader())

    def _queue(self) -> QWidget:
        from app.ui.pages.queue.page import QueuePage

        return QueuePage(self._workplace)

    def _file(self) -> QWidget:
        from app.ui.pages.file.page import FilePage

        return FilePage(self._workplace)

    def _search(self) -> QWidget:
        from app.ui.pages.search.page import SearchPage

        return SearchPage(self._workplace, self._parts.world.documents() / EXPORTS)

    def _handover(self) -> QWidget:
        from app.ui.pages.handover.page import HandoverPage

        return HandoverPage(self._workplace)

    def _reports(self) -> QWidget:
        from app.ui.pages.reports.page import ReportsPage

        return ReportsPage(self._workplace, self._parts.world.documents() / EXPORTS)

    def _tray(self) -> QWidget:
        from app.ui.pages.tray.page import TrayPage

        return TrayPage(self._workplace)

    def _connection(self) -> QWidget:
        from app.ui.pages.centre.connection import ConnectionPage

        return ConnectionPage(self._workplace, self._parts.connection, self._parts.world.now)


class SettingsTabs:
    """`anew` starts the training office again from its first day."""

    def __init__(
        self,
        parts: CounterParts,
        workplace: Workplace,
        outlets: Outlets,
        keeping: Safekeeping,
        aids: ReadingAids,
        anew: Callable[[], None],
    ) -> None:
        self._parts, self._workplace, self._aids = parts, workplace, aids
        self._outlets, self._keeping, self._anew = outlets, keeping, anew

    def page(self) -> QWidget:
        from app.ui.pages.settings.page import SettingsPage, Tab

        administrators = frozenset({ADMIN})
        tabs = (
            Tab("office", "Kantor", self._office, administrators),
            Tab("staff", "Pengguna", self._staff, administrators, scrolls=False),
            Tab("mandates", "Plh. dan Plt.", self._mandates, frozenset({ADMIN, DIVISION, CHIEF})),
            Tab("calendar", "Kalender", self._calendar, administrators),
            Tab("backup", "Cadangan", self._backup, administrators),
            Tab("centre", "Sambungan", self._centre, administrators),
            Tab("printers", "Pencetak", self._printers, administrators),
            Tab("applicant", "Layar pemohon", self._applicant, administrators),
            Tab("lookup", "Layanan NIK", self._service, administrators),
            Tab("password", "Kata sandi Anda", self._password),
            Tab("keys", "Tanda tangan", self._keys, scrolls=False),
        )
        training = (Tab("training", "Latihan", self._training),) if self._parts.settings.training else ()
        return SettingsPage(self._parts.session, (*tabs, *training))

    def _office(self) -> QWidget:
        from app.ui.pages.settings.office import OfficeSettings

        return OfficeSettings(self._workplace)

    def _staff(self) -> QWidget:
        from app.ui.pages.settings.staff import StaffPage

        return StaffPage(self._workplace, self._verifier)

    def _mandates(self) -> QWidget:
        from app.ui.pages.settings.mandates import MandatesPage

        return MandatesPage(self._workplace)

    def _calendar(self) -> QWidget:
        from app.ui.pages.settings.calendar import CalendarSettings

        return CalendarSettings(self._workplace)

    def _backup(self) -> QWidget:
        from app.ui.pages.settings.backup import BackupSettings

        source = sheet_source(self._keeping, self._outlets.printer)
        return BackupSettings(self._parts.desk, self._keeping, source)

    def _centre(self) -> QWidget:
        from app.ui.pages.centre.pairing import PairingPage

        parts = self._parts
        person = parts.session.signed_in
        made = PairingPage(parts.connection, brings=True, counter_name=person.counter if person else "")
        made.details_wanted.connect(partial(parts.navigator.open, "connection"))
        return made

    def _printers(self) -> QWidget:
        from app.ui.pages.settings.printers import PrinterSettings

        return PrinterSettings(self._parts.desk, self._outlets.printer, self._parts.memory)

    def _service(self) -> QWidget:
        from app.ui.pages.settings.lookup import LookupSettings

        return LookupSettings(self._parts.desk, self._workplace.lookup)

    def _applicant(self) -> QWidget:
        from app.ui.pages.settings.applicant import ApplicantSettings

        return ApplicantSettings(self._aids.screen, self._parts.memory)

    def _training(self) -> QWidget:
        from app.ui.pages.settings.training import TrainingSettings

        made = TrainingSettings()
        made.anew_wanted.connect(self._anew)
        return made

    def _password(self) -> QWidget:
        from app.ui.pages.settings.password import PasswordSettings

        return PasswordSettings(self._workplace, self._parts.pending_office.prove, self._verifier)

    def _keys(self) -> QWidget:
        from app.ui.pages.settings.signing_keys import SigningKeysPage

        parts = self._parts
        return SigningKeysPage(parts.connection, parts.session, ZoneInfo(parts.pending_office.office.first.zone))

    def _verifier(self, password: str) -> str:
        """Of a new password; whoever changes their own keeps their signing key."""
        person = self._parts.session.signed_in
        return self._parts.pending_office.verifier(person.user_id if person else "", password)
