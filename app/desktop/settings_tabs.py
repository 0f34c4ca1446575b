"""The tabs of Pengaturan, and who sees which."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.desktop.devices import Outlets
from app.desktop.parts import CounterParts, sheet_source
from app.lookup.service import Lookup
from app.rules.workflow import ADMIN, CHIEF, DIVISION
from app.ui.applicant.reading_aids import ReadingAids
from app.upkeep.safekeeping import Safekeeping


class SettingsTabs:
    """`anew` starts the training office again from its first day."""

    def __init__(
        self,
        parts: CounterParts,
        outlets: Outlets,
        keeping: Safekeeping,
        lookup: Lookup,
        aids: ReadingAids,
        anew: Callable[[], None],
    ) -> None:
        self._aids = aids
        self._parts, self._outlets, self._keeping, self._anew = parts, outlets, keeping, anew
        self._lookup = lookup

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

        return OfficeSettings(self._parts.desk, self._parts.session, self._parts.board)

    def _staff(self) -> QWidget:
        from app.ui.pages.settings.staff import StaffPage

        return StaffPage(self._parts.desk, self._parts.board, self._verifier)

    def _mandates(self) -> QWidget:
        from app.ui.pages.settings.mandates import MandatesPage

        return MandatesPage(self._parts.desk, self._parts.board)

    def _calendar(self) -> QWidget:
        from app.ui.pages.settings.calendar import CalendarSettings

        return CalendarSettings(self._parts.desk, self._parts.board)

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

        return LookupSettings(self._parts.desk, self._lookup)

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

        parts = self._parts
        return PasswordSettings(parts.desk, parts.session, parts.board, parts.pending_office.prove, self._verifier)

    def _keys(self) -> QWidget:
        from app.ui.pages.settings.signing_keys import SigningKeysPage

        parts = self._parts
        return SigningKeysPage(parts.connection, parts.session, ZoneInfo(parts.pending_office.office.first.zone))

    def _verifier(self, password: str) -> str:
        """Of a new password; whoever changes their own keeps their signing key."""
        person = self._parts.session.signed_in
        return self._parts.pending_office.verifier(person.user_id if person else "", password)
