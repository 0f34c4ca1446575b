"""What an applicant can read their data on, as the form gets it."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.applicant.applicant_screen import ApplicantScreen
from app.ui.applicant.slip_desk import SlipDesk


@dataclass(frozen=True)
class ReadingAids:
    screen: ApplicantScreen
    slips: SlipDesk
