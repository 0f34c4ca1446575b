"""Cards of an office that does not exist, in the words and names of Bali."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.rules.papers import Letterhead, PaperItem, Receipt

WITA = ZoneInfo("Asia/Makassar")
NOON = datetime(2026, 11, 23, 9, 14, tzinfo=WITA)
ADDRESS = "https://lacak.karangasemkab.go.id/t/AEBAGBAFAYDQQCIKBMGA2DQPCAIREEYUCULBOGAZ"

OFFICE = Letterhead(
    government="Pemerintah Kabupaten Karangasem",
    office="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    address="Jalan Kapten Jaya Tirta Nomor 1, Amlapura 80811",
    phone="0812-3456-7890",
    website="dpmptsp.karangasemkab.go.id",
    email="dpmptsp@karangasemkab.go.id",
    place="Amlapura",
    zone="Asia/Makassar",
)

MIDWIFE_ITEMS = (
    PaperItem(name="Formulir permohonan yang telah diisi dan ditandatangani", state="ada"),
    PaperItem(name="Kartu Tanda Penduduk elektronik (KTP-el) pemohon", state="ada", original_shown=True),
    PaperItem(name="Surat Tanda Registrasi (STR) yang berlaku", state="ada", original_shown=True),
    PaperItem(name="Surat keterangan tempat praktik dari pimpinan fasilitas pelayanan kesehatan", state="ada"),
    PaperItem(name="Surat pernyataan memiliki tempat praktik mandiri bermeterai", state="ada"),
    PaperItem(name="Denah lokasi dan koordinat", state="ada"),
    PaperItem(name="Bukti pemenuhan kecukupan Satuan Kredit Profesi (SKP)", state="ada"),
    PaperItem(name="Pasfoto berwarna terbaru ukuran 4 x 6 cm", state="ada", copies=2),
    PaperItem(name="Ijazah sesuai profesi", state="ada"),
)

RECEIPT = Receipt(
    letterhead=OFFICE,
    number="KRA-7Q4-00127-X3C",
    received=NOON,
    service="Surat Izin Praktik Bidan",
    kind="Permohonan baru",
    applicant="Ni Luh Contoh",
    nik_last4="0003",
    proxy="",
    subject="Praktik mandiri, Banjar Dinas Tista, Desa Tista, Kecamatan Abang",
    items=MIDWIFE_ITEMS,
    fee="Layanan ini tidak dipungut biaya.",
    days=5,
    promised=date(2026, 11, 30),
    pauses_for_payment=True,
    officer="I Wayan Petugas",
    counter="Loket 2",
    qr=ADDRESS,
    qr_is_address=True,
    training=False,
)
