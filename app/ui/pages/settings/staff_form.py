"""A person with an account as a form, and a password typed twice."""

from __future__ import annotations

from collections.abc import Mapping

from app.actions.commands.office import StaffProfile
from app.reference.labels import label
from app.rules.workflow import ROLES
from app.ui.forms.form import Field, Option

LEAST = 8
PARTICULARS = (
    Field("name", "Nama", required=True, help="Nama tanpa gelar, seperti pada surat keputusan."),
    Field(
        "username", "Nama pengguna", required=True, max_length=32, help="Huruf kecil, angka, dan titik; untuk masuk."
    ),
    Field("name_with_titles", "Nama dan gelar", help="Tercetak pada surat yang ditandatangani."),
    Field("position", "Jabatan"),
    Field("rank", "Pangkat", help="Tercetak di bawah nama penanda tangan."),
    Field("nip", "NIP", "digits", length=18, help="18 angka."),
)
PASSWORDS = (
    Field("password", "Kata sandi", "password", True, help="Paling sedikit delapan huruf atau angka."),
    Field("again", "Ulangi kata sandi", "password", True, help="Ketik kata sandi yang sama sekali lagi."),
)


def role_field() -> Field:
    options = tuple(Option(role, label(role)) for role in ROLES)
    text = "Satu orang boleh memegang beberapa peran. Tekan nomornya, atau panah dan Spasi."
    return Field("roles", "Peran", "multichoice", True, options=options, wide=True, help=text)


def profile(staff_id: str, values: Mapping[str, object]) -> StaffProfile:
    """The account of these fields; what the form does not ask stays empty."""
    typed = {name: str(values.get(name, "")).strip() for name in StaffProfile.__struct_fields__ if name != "id"}
    return StaffProfile(id=staff_id, **typed)


def password_codes(values: Mapping[str, object]) -> dict[str, str]:
    """What is wrong with a password typed twice: field -> code."""
    password, again = str(values["password"]), str(values["again"])
    if len(password) < LEAST:
        return {"password": "password_short"}
    return {} if password == again else {"again": "password_repeat"}


def password_facts(wrong: Mapping[str, str]) -> dict[str, str]:
    """What the sentence about a password names; other fields know their own length."""
    return {"limit": str(LEAST)} if "password_short" in wrong.values() else {}
