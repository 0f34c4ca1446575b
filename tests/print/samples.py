"""Cards of an office that does not exist, in the words and names of Bali."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.rules.papers import (
    CollectionReceipt,
    Letter,
    Letterhead,
    LetterRow,
    Paper,
    PaperItem,
    PermitDocument,
    Receipt,
    RecoverySheet,
    RevokedPermit,
    ShortageList,
    Signer,
    TableColumn,
    TablePaper,
)

WITA = ZoneInfo("Asia/Makassar")
NOON = datetime(2026, 11, 23, 9, 14, tzinfo=WITA)
ADDRESS = "https://lacak.karangasemkab.go.id/t/7Q4M9S346Q3D25VT4F54S66HNN5NRF04"

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


SIGNER = Signer(
    title="Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    name="I Nyoman Suardana",
    name_with_titles="Drs. I Nyoman Suardana, M.Si.",
    rank="Pembina Utama Muda (IV/c)",
    nip="19680412 199303 1 007",
)
ACTING = replace(SIGNER, title="Kepala Dinas", capacity="Plh.", acting_for="BUPATI KARANGASEM")
SECTION_HEAD = Signer(
    title="Kepala Seksi Pelayanan Perizinan II",
    name="Ni Made Ayu Lestari",
    name_with_titles="Ni Made Ayu Lestari, S.E.",
    rank="Penata Tingkat I (III/d)",
    nip="19790916 200501 2 010",
)

SHORTAGE = ShortageList(
    letterhead=OFFICE,
    listed=NOON,
    service="Surat Izin Praktik Bidan",
    kind="Permohonan baru",
    applicant="Ni Luh Contoh",
    missing=(
        PaperItem(
            name="Surat Tanda Registrasi (STR) yang berlaku",
            state="tidak",
            note="STR yang dibawa berlaku sampai dengan 31-10-2026. Mohon membawa STR yang masih berlaku.",
        ),
        PaperItem(name="Surat pernyataan memiliki tempat praktik mandiri bermeterai", state="tidak"),
        PaperItem(name="Pasfoto berwarna terbaru ukuran 4 x 6 cm", state="tidak", note="Baru ada 1 dari 2 lembar."),
    ),
    present=6,
    notes=("Meterai Rp10.000 dapat dibeli di koperasi kantor.",),
    officer="I Wayan Petugas",
    counter="Loket 2",
    training=False,
)

RETURN = Letter(
    letterhead=OFFICE,
    kind="return_letter",
    number="",
    dated=date(2026, 11, 25),
    to="Ni Luh Contoh",
    to_address="Banjar Dinas Tista, Desa Tista, Kecamatan Abang",
    subject="Surat Pengembalian Berkas",
    registration_number="KRA-7Q4-00127-X3C",
    registered=date(2026, 11, 23),
    service="Surat Izin Praktik Bidan (permohonan baru)",
    applicant="Ni Luh Contoh",
    rows=(
        LetterRow(
            heading="Surat Tanda Registrasi (STR) yang berlaku",
            text="Nomor STR pada formulir berbeda dengan nomor pada dokumen. Mohon menyesuaikan formulir.",
        ),
        LetterRow(
            heading="Denah lokasi dan koordinat",
            text="Denah belum memuat jarak dari jalan utama. Mohon melengkapi denah beserta koordinat lokasi praktik.",
        ),
    ),
    deadline=date(2026, 12, 9),
    signer=SECTION_HEAD,
    qr=ADDRESS,
    copies_to=(),
    training=False,
)
REFUSAL = replace(
    RETURN,
    kind="refusal_letter",
    number="500.16.7.2/0031/TOLAK/DPMPTSP/2026",
    subject="Surat Penolakan",
    rows=(
        LetterRow(heading="Pertimbangan", text="Persyaratan tidak dapat dipenuhi"),
        LetterRow(
            heading="Uraian",
            text="Surat Tanda Registrasi tidak berlaku lagi dan belum diperpanjang oleh Konsil Kesehatan Indonesia "
            "sampai dengan tanggal surat ini.",
        ),
        LetterRow(heading="Dasar hukum", text="Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan, Pasal 264"),
    ),
    deadline=None,
    signer=SIGNER,
    copies_to=("Kepala Dinas Kesehatan Kabupaten Karangasem",),
)
RECOMMENDATION = replace(
    RETURN,
    kind="recommendation_request",
    number="500.16.7.2/0214/PR/DPMPTSP/2026",
    to="Kepala Dinas Kesehatan",
    to_address="",
    subject="Permintaan Rekomendasi Teknis",
    rows=(
        LetterRow(heading="Nomor STR", text="YB00000112345678"),
        LetterRow(heading="Pendidikan terakhir", text="Profesi Bidan"),
        LetterRow(heading="Jenis tempat praktik", text="Praktik mandiri"),
        LetterRow(heading="Nama tempat praktik", text="Praktik Mandiri Bidan Contoh"),
        LetterRow(heading="Alamat tempat praktik", text="Banjar Dinas Tista, Desa Tista, Kecamatan Abang"),
    ),
    deadline=date(2026, 11, 27),
)
ASSIGNMENT = replace(
    RETURN,
    kind="assignment_letter",
    number="500.16.7.2/0088/ST/DPMPTSP/2026",
    to="Tim Teknis",
    to_address="",
    subject="Surat Tugas",
    rows=(
        LetterRow(heading="Anggota 1", text="I Ketut Rai Sudarma, S.K.M. (Dinas Kesehatan)"),
        LetterRow(heading="Anggota 2", text="Ni Komang Sri Wahyuni, A.Md.Keb. (Puskesmas Abang I)"),
        LetterRow(heading="Anggota 3", text="I Gede Eka Putra, S.T. (DPMPTSP)"),
        LetterRow(heading="Hari, tanggal", text="Kamis, 26 November 2026"),
        LetterRow(heading="Objek", text="Praktik Mandiri Bidan Contoh, Banjar Dinas Tista, Desa Tista"),
    ),
    deadline=None,
)
LAPSE = replace(
    RETURN,
    kind="lapse_letter",
    subject="Pemberitahuan Permohonan Gugur",
    dated=date(2026, 12, 14),
    rows=(
        LetterRow(heading="Dikembalikan tanggal", text="Rabu, 25 November 2026"),
        LetterRow(heading="Batas waktu perbaikan", text="Rabu, 9 Desember 2026"),
        LetterRow(heading="Catatan", text=""),
    ),
    deadline=None,
)
WITHDRAWAL = replace(
    RETURN,
    kind="withdrawal_letter",
    subject="Penarikan Permohonan",
    rows=(
        LetterRow(heading="Surat penarikan tanggal", text="Selasa, 24 November 2026"),
        LetterRow(heading="Ditandatangani oleh", text="Ni Luh Contoh"),
        LetterRow(heading="Alasan", text="Pindah tempat praktik ke Kabupaten Klungkung"),
    ),
    deadline=None,
)
OF_THE_PERMIT = (
    LetterRow(heading="Nomor izin", text="500.16.7.2/0123/SIPB/DPMPTSP/2025"),
    LetterRow(heading="Layanan", text="Surat Izin Praktik Bidan"),
    LetterRow(heading="Pemegang izin", text="Ni Luh Contoh"),
    LetterRow(heading="Tanggal terbit", text="Senin, 1 Desember 2025"),
    LetterRow(heading="Berlaku sampai", text="Sabtu, 30 November 2030"),
)
SUSPENSION = replace(
    RETURN,
    kind="suspension_letter",
    number="800/217/DPMPTSP/2026",
    subject="Surat Pembekuan Izin",
    signer=REFUSAL.signer,
    rows=(
        *OF_THE_PERMIT,
        LetterRow(heading="Dasar", text="Dugaan pelanggaran yang sedang diperiksa"),
        LetterRow(heading="Pertimbangan", text="Praktik dijalankan di tempat yang tidak tercantum dalam izin."),
    ),
    deadline=None,
)
REINSTATEMENT = replace(
    SUSPENSION,
    kind="reinstatement_letter",
    subject="Surat Pengaktifan Kembali Izin",
    rows=(
        *OF_THE_PERMIT,
        LetterRow(heading="Dasar", text="Dugaan pelanggaran tidak terbukti"),
        LetterRow(heading="Pertimbangan", text="Pemeriksaan lapangan menemukan praktik sesuai izin."),
    ),
)
WITHDRAWN_PERMIT = replace(
    SUSPENSION,
    kind="revocation_letter",
    subject="Surat Keputusan Pencabutan Izin",
    rows=(
        *OF_THE_PERMIT,
        LetterRow(heading="Dasar", text="Data atau dokumen tidak benar"),
        LetterRow(heading="Pertimbangan", text="Ijazah yang dilampirkan tidak terdaftar pada sekolahnya."),
    ),
)
LETTERS = (RETURN, REFUSAL, RECOMMENDATION, ASSIGNMENT, LAPSE, WITHDRAWAL, SUSPENSION, REINSTATEMENT, WITHDRAWN_PERMIT)

PERMIT = PermitDocument(
    letterhead=OFFICE,
    title="Surat Izin Praktik Bidan",
    number="500.16.7.2/0123/SIPB/DPMPTSP/2026",
    service="Surat Izin Praktik Bidan",
    kind="Permohonan baru",
    registration_number="KRA-7Q4-00127-X3C",
    legal_basis=(
        "Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan;",
        "Peraturan Pemerintah Nomor 28 Tahun 2024 tentang Peraturan Pelaksanaan Undang-Undang Nomor 17 Tahun 2023;",
        "Peraturan Bupati Karangasem tentang Pendelegasian Wewenang Perizinan kepada Kepala Dinas Penanaman Modal "
        "dan Pelayanan Terpadu Satu Pintu;",
        "Rekomendasi Kepala Dinas Kesehatan Nomor 440/1187/DINKES/2026 tanggal 26 November 2026.",
    ),
    holder="Ni Luh Contoh",
    holder_lines=(
        LetterRow(heading="Tempat, tanggal lahir", text="Tista, 5 Juli 1988"),
        LetterRow(heading="Alamat", text="Banjar Dinas Tista, Desa Tista, Kecamatan Abang"),
        LetterRow(heading="Nomor STR", text="YB00000112345678"),
    ),
    lines=(
        LetterRow(heading="Tempat praktik", text="Praktik Mandiri Bidan Contoh"),
        LetterRow(heading="Alamat praktik", text="Banjar Dinas Tista, Desa Tista, Kecamatan Abang"),
        LetterRow(heading="SIP ke-", text="1 (satu)"),
    ),
    terms=(
        "Praktik dilakukan sesuai standar profesi, standar pelayanan, dan standar prosedur operasional.",
        "Surat izin ini hanya berlaku untuk tempat praktik tersebut di atas dan tidak dapat dipindahtangankan.",
        "Permohonan perpanjangan diajukan paling lambat 90 hari sebelum masa berlaku berakhir.",
    ),
    issued=date(2026, 11, 30),
    valid_from=date(2026, 11, 30),
    valid_until=date(2031, 11, 30),
    signer=ACTING,
    copies_to=("Bupati Karangasem sebagai laporan", "Kepala Dinas Kesehatan Kabupaten Karangasem", "Arsip"),
    qr=ADDRESS,
    qr_is_address=True,
    training=False,
)

REVOCATION = replace(
    PERMIT,
    title="Pencabutan Surat Izin Praktik Bidan",
    number="500.16.7.2/0007/SIPB/DPMPTSP/2027",
    kind="Pencabutan",
    legal_basis=PERMIT.legal_basis[:3],
    terms=(),
    issued=date(2027, 3, 1),
    valid_from=date(2027, 3, 1),
    valid_until=None,
    revokes=RevokedPermit(document="Surat Izin Praktik Bidan", number=PERMIT.number, issued=PERMIT.issued),
)

COLLECTION = CollectionReceipt(
    letterhead=OFFICE,
    number="KRA-7Q4-00127-X3C",
    document="Surat Izin Praktik Bidan",
    document_number="500.16.7.2/0123/SIPB/DPMPTSP/2026",
    service="Surat Izin Praktik Bidan (permohonan baru)",
    applicant="Ni Luh Contoh",
    receiver="I Komang Suami",
    receiver_is="Penerima kuasa",
    identity_shown="KTP-el dan surat kuasa bermeterai",
    receipt_shown=False,
    reason_without_receipt="hilang, identitas dicocokkan dengan KTP-el",
    handed_over=datetime(2026, 12, 1, 10, 5, tzinfo=WITA),
    officer="Ni Putu Penyerahan",
    counter="Loket Penyerahan",
    training=False,
)

RECOVERY = RecoverySheet(
    letterhead=OFFICE,
    code="K7QX-2M9P-VT4D-8HRA-W3JN-6CBE-ZF5Y-KS2G-T8LD-4NQP-XM7C-9VHW-3RAE",
    made=NOON,
    training=False,
)

_REGISTER = (
    ("No.", 0.6, "centre"),
    ("Nomor registrasi", 1.6, "left"),
    ("Tanggal", 1.3, "centre"),
    ("Pemohon", 1.8, "left"),
    ("Alamat", 2.1, "left"),
    ("Layanan", 1.6, "left"),
    ("Jenis", 1.1, "left"),
    ("Objek", 1.9, "left"),
    ("Loket, petugas", 1.3, "left"),
    ("Lengkap", 1.3, "centre"),
    ("Jatuh tempo", 1.3, "centre"),
    ("Dikembalikan", 1.5, "left"),
    ("Rekomendasi", 1.5, "left"),
    ("Pemeriksaan", 1.4, "centre"),
    ("SKRD, bayar", 1.2, "right"),
    ("Nomor dan tanggal izin", 1.8, "left"),
    ("Berlaku sampai", 1.3, "centre"),
    ("Hari kerja", 0.8, "right"),
    ("Tepat waktu", 0.9, "centre"),
    ("Penyerahan", 1.5, "left"),
    ("Keterangan", 1.3, "left"),
)
_PEOPLE = (
    ("Ni Luh Contoh", "Br. Dinas Tista, Tista, Abang", "SIP Bidan", "Praktik Mandiri Bidan Contoh"),
    ("I Gusti Ngurah Agung Wirawan", "Br. Kedampal, Besakih, Rendang", "SIP Perawat", "Klinik Pratama Giri Husada"),
    ("Ida Ayu Putu Kusumawati", "Lingk. Dangin Sema, Karangasem", "Izin Reklame", "Baliho 4 x 6 m, Jl. Diponegoro"),
    ("CV Segara Wisata", "Desa Antiga, Manggis", "Izin Trayek", "Amlapura - Padangbai, 4 kendaraan"),
)

REGISTER = TablePaper(
    letterhead=OFFICE,
    title="Buku Register Permohonan",
    period="1 s.d. 30 November 2026",
    columns=tuple(TableColumn(title=title, share=share, align=align) for title, share, align in _REGISTER),
    rows=tuple(
        (
            index + 1,
            f"KRA-7Q4-{index + 127:05}-X3C",
            date(2026, 11, 2 + index % 25),
            person,
            address,
            service,
            "Baru" if index % 3 else "Perpanjangan",
            subject,
            f"Loket {1 + index % 2}, I Wayan Petugas",
            date(2026, 11, 2 + index % 25),
            date(2026, 11, 4 + index % 25),
            "1 kali, 4 hari" if index % 5 == 0 else None,
            "440/1187/DINKES, 26-11-2026" if index % 2 else None,
            date(2026, 11, 3 + index % 25) if index % 4 == 0 else None,
            250000 if index % 4 == 3 else None,
            f"500.16.7.2/{index + 11:04}/SIPB/DPMPTSP/2026, 30-11-2026",
            date(2031, 11, 30),
            index % 6,
            "Ya" if index % 7 else "Tidak",
            "01-12-2026, pemohon",
            None,
        )
        for index, (person, address, service, subject) in ((at, _PEOPLE[at % 4]) for at in range(60))
    ),
    totals=(),
    remarks=("NIK tidak dicantumkan pada cetakan.",),
    made=NOON,
    made_by="Ni Made Ayu Lestari",
    training=False,
)

MONTHLY = TablePaper(
    letterhead=OFFICE,
    title="Ketepatan Waktu per Jenis Layanan",
    period="November 2026",
    columns=(
        TableColumn(title="No.", share=0.5, align="centre"),
        TableColumn(title="Jenis layanan", share=4),
        TableColumn(title="Terbit", share=1, align="right"),
        TableColumn(title="Tepat waktu", share=1.1, align="right"),
        TableColumn(title="Terlambat", share=1.1, align="right"),
        TableColumn(title="Persentase", share=1.2, align="right"),
        TableColumn(title="Rata-rata hari kerja", share=1.3, align="right"),
        TableColumn(title="Standar", share=1, align="right"),
    ),
    rows=(
        (1, "Surat Izin Praktik Bidan", 24, 23, 1, 95.83, 3.75, 5),
        (2, "Surat Izin Praktik Perawat", 31, 31, 0, 100.0, 3.2, 5),
        (3, "Izin Penyelenggaraan Reklame", 12, 10, 2, 83.33, 6.4, 7),
        (4, "Surat Keterangan Penelitian", 1204, 1199, 5, 99.58, 2.1, 5),
    ),
    totals=(None, "Jumlah", 1271, 1263, 8, 99.37, 2.35, None),
    remarks=("Permohonan yang ditolak dihitung tersendiri.", "Hari kerja dihitung sesuai kalender kantor."),
    made=NOON,
    made_by="Ni Made Ayu Lestari",
    training=False,
)

# What an applicant reads back, on the slip or on their screen.
READ_BACK = (
    LetterRow(heading="NIK", text="5107 0345 0788 0003"),
    LetterRow(heading="Nama", text="NI LUH CONTOH"),
    LetterRow(heading="Tanggal lahir", text="5 Juli 1988"),
    LetterRow(heading="Alamat", text="Banjar Dinas Kertha, Manggis, Kec. Manggis"),
    LetterRow(heading="Nomor HP", text="0812 3456 7890"),
)
PAPERS: dict[str, Paper] = {
    "receipt": RECEIPT,
    "shortage": SHORTAGE,
    **{letter.kind: letter for letter in LETTERS},
    "permit": PERMIT,
    "revocation": REVOCATION,
    "collection": COLLECTION,
    "recovery": RECOVERY,
    "register": REGISTER,
    "monthly": MONTHLY,
}
