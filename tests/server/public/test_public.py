"""The public listener: every page, what it never says, and what it answers to those who only try."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import select

from app.database import open_register
from app.models.application import Permit
from app.models.office import Office as OfficeRow
from app.rules import tracking
from app.server.http.limits import Limits, trusted_networks
from tests.actions.situations import NAMES
from tests.conftest import KEY as FILE_KEY
from tests.office import Office
from tests.server.public_site import KEY, PAIRED, Site, served, site_of

MOST_BYTES = 30_000
HIDDEN = ("ni luh", "contoh", "5107034507880003", "puskesmas", "kertha", "81234567890", "petugas_loket", "i ketut")
HOSTILE = (
    "x" * 250,
    "7" * 5000,
    "0" * 32,
    "\u0661" * 20,
    "É" * 32,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "%00%01",
    "{{7*7}}",
    "%2e%2e%2f",
    "ß" * 20,
    "a/../../etc/passwd",
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    register = open_register(tmp_path_factory.mktemp("site") / "register.db", FILE_KEY)
    yield site_of(register)
    register.close()


@pytest.fixture
def site(prepared: Site) -> Site:
    prepared.down, prepared.asked = False, 0
    prepared.restart()
    return prepared


def text(body: str) -> str:
    """What is read, in one line."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", body.replace("<wbr>", ""), flags=re.DOTALL).split())


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_small_whole_and_names_nobody(site: Site, name: str) -> None:
    answer = site.client.get(f"/t/{site.token(name)}")
    assert answer.status_code == 200
    assert len(answer.content) < MOST_BYTES
    assert site.made is not None
    assert site.office.file(site.made.files[name]).number in answer.text
    assert not [each for each in HIDDEN if each in answer.text.lower()]
    assert "<script" not in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.text.count("<h1>") == 1
    assert '<html lang="id">' in answer.text


def test_a_page_says_stage_next_unit_day_papers_and_how_to_ask(site: Site) -> None:
    said = text(site.client.get(f"/t/{site.token('fresh')}").text)
    for words in (
        "Berkas sedang diperiksa Sejak Senin, 23 November 2026",
        "Saat ini tidak ada yang perlu Anda lakukan.",
        "Perkiraan selesai Selasa, 24 November 2026",
        "Sedang di Petugas pemeriksa berkas",
        "Tahap berikutnya Penyusunan surat",
        "Diterima Senin, 23 November 2026, pukul 09.00 WITA",
        "Pemeriksaan berkas (sekarang)",
        "surat kuasa bermeterai",
        "(0363) 21000",
        "SP4N-LAPOR!",
    ):
        assert words in said


def test_a_returned_file_says_by_when_and_that_the_time_stands(site: Site) -> None:
    said = text(site.client.get(f"/t/{site.token('returned')}").text)
    assert "Paling lambat: Kamis, 15 Oktober 2026" in said
    assert "Jangka waktu layanan berhenti sementara." in said
    assert "setelah perbaikan berkas diterima" in said
    assert "Pemeriksaan berkas (menunggu Anda)" in said
    assert "setelah pembayaran dicatat" in text(
        site.client.get(f"/t/{site.token('payment that stops the clock')}").text
    )


def test_a_late_file_says_so_and_one_in_time_does_not(site: Site) -> None:
    assert "sudah terlewati" in site.client.get(f"/t/{site.token('drafting')}").text
    assert "sudah terlewati" not in site.client.get(f"/t/{site.token('fresh')}").text


def test_a_cancelled_file_shows_no_stage(site: Site) -> None:
    said = text(site.client.get(f"/t/{site.token('cancelled')}").text)
    assert "Nomor ini tidak digunakan lagi" in said
    assert "Perkiraan" not in said


def test_a_receipt_of_an_outage_is_confirmed_and_not_kept(site: Site) -> None:
    token = site.genuine()
    answer = site.client.get(f"/t/{token}")
    assert answer.status_code == 200
    assert "Tanda terima ini asli, menunggu data dari loket" in answer.text
    assert "Mohon menyimpan tanda terima" in answer.text
    assert tracking.grouped(token) in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_a_forged_one_is_not(site: Site) -> None:
    token = site.genuine()
    forged = token[:-1] + ("0" if token[-1] != "0" else "1")
    other_key = tracking.make(PAIRED, site.office.draw, "ff" * 32)
    unpaired = tracking.make("7Q4", site.office.draw, KEY)
    for wrong in (forged, other_key, unpaired):
        assert site.client.get(f"/t/{wrong}").status_code == 404


def test_a_permit_shows_number_kind_validity_and_state(site: Site) -> None:
    permit = site.permit("collection")
    answer = site.client.get(f"/v/{permit.token}")
    said = text(answer.text)
    assert answer.status_code == 200
    assert f"Nomor surat {permit.number}" in said
    assert "Aktif Izin ini berlaku." in said
    assert "Jenis Surat Izin Praktik Bidan" in said
    assert "Masa berlaku 1 Oktober 2026 sampai dengan" in said
    assert not [each for each in HIDDEN if each in answer.text.lower()]


def test_a_permit_that_is_not_out_shows_no_day(site: Site) -> None:
    said = text(site.client.get(f"/v/{site.permit('numbered').token}").text)
    assert "Belum terbit" in said
    assert "Masa berlaku" not in said.replace("masa berlaku di atas", "")


@pytest.mark.parametrize("state", ["dicabut", "dibekukan", "diganti"])
def test_a_permit_out_of_force(site: Site, state: str) -> None:
    permit = site.permit("collection")
    with site.office.register.writing() as session:
        session.scalars(select(Permit).where(Permit.id == permit.id)).one().state = state
    said = text(site.client.get(f"/v/{permit.token}").text)
    with site.office.register.writing() as session:
        session.scalars(select(Permit).where(Permit.id == permit.id)).one().state = "aktif"
    assert state.capitalize() in said
    assert "Izin ini berlaku." not in said


def test_a_code_at_the_wrong_address_is_sent_to_the_right_one(site: Site) -> None:
    permit, file = site.permit("collection").token, site.token("collection")
    assert site.client.get(f"/t/{permit}").headers["location"] == f"../v/{permit}"
    assert site.client.get(f"/v/{file}").headers["location"] == f"../t/{file}"


def test_typed_by_hand_or_copied_whole_the_code_is_found(site: Site) -> None:
    token = site.token("fresh")
    for typed in (token.lower(), tracking.grouped(token), f" https://lacak.example.go.id/t/{token} "):
        answer = site.client.get("/t", params={"code": typed})
        assert (answer.status_code, answer.headers["location"]) == (303, f"t/{token}")
    assert site.client.get(f"/t/{quote(tracking.grouped(token).lower())}").status_code == 200
    assert site.client.get("/t").headers["location"] == "./"


def test_the_first_page_has_one_field_that_sends_a_get(site: Site) -> None:
    answer = site.client.get("/")
    assert '<form action="./t" method="get"' in answer.text
    assert answer.text.count("<input") == 1
    assert answer.headers["cache-control"] == "public, max-age=60"


def test_links_are_relative_so_that_the_pages_may_lie_under_a_path(site: Site) -> None:
    page = site.client.get(f"/t/{site.token('fresh')}").text
    assert re.findall(r'href="([^"]*)"', page) == ["tel:036321000", "../"]
    assert 'action="../../t"' in site.client.get("/some/where/else").text


def test_an_unknown_code_says_what_to_do(site: Site) -> None:
    answer = site.client.get("/t/7Q40000000000000000G")
    assert answer.status_code == 404
    assert "Mohon memindai kode QR sekali lagi" in answer.text
    assert "menyebutkan nomor registrasi" in answer.text
    assert "(0363) 21000" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "tidak ada dalam register kami" not in answer.text
    assert "tidak ada dalam register kami" in site.client.get("/v/7Q40000000000000000G").text


def test_a_registration_number_opens_nothing_and_is_explained(site: Site) -> None:
    """It can be guessed; the code cannot."""
    assert site.made is not None
    number = site.office.file(site.made.files["fresh"]).number
    answer = site.client.get("/t", params={"code": number.lower()})
    assert answer.status_code == 404
    assert "Yang Anda tuliskan adalah nomor registrasi" in answer.text
    assert site.client.get(f"/t/{number}").status_code == 404


@pytest.mark.parametrize("token", HOSTILE)
@pytest.mark.parametrize("kind", ["t", "v"])
def test_hostile_codes_are_unknown_and_ask_nothing(site: Site, kind: str, token: str) -> None:
    site.client.get("/")
    site.asked = 0
    for address in (f"/{kind}/{quote(token, safe='')}", f"/t?code={quote(token, safe='')}"):
        answer = site.client.get(address)
        if answer.status_code == 303:  # the form of a token
            answer = site.client.get("/" + answer.headers["location"])
        assert answer.status_code == 404
        assert "<script>" not in answer.text
        assert "root:" not in answer.text
        assert len(answer.content) < MOST_BYTES
    assert site.asked == (2 if tracking.valid(token) else 0)


def test_headers_of_every_answer(site: Site) -> None:
    answers = [
        site.client.get("/"),
        site.client.get(f"/t/{site.token('fresh')}"),
        site.client.get("/t/unknown"),
        site.client.get("/nowhere"),
        site.client.post("/"),
        site.client.get("/t?code="),
    ]
    assert [each.status_code for each in answers] == [200, 200, 404, 404, 405, 303]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in answer.headers["x-robots-tag"]
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_it_only_reads(site: Site, method: str) -> None:
    for path in ("/", "/t", f"/t/{site.token('fresh')}", "/v/x"):
        answer = site.client.request(method, path, content=b"x" * 100)
        assert answer.status_code == 405
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_head_has_the_headers_without_the_page(site: Site) -> None:
    path = f"/t/{site.token('fresh')}"
    with served(site.app) as address, httpx.Client(base_url=address, trust_env=False) as browser:
        head, whole = browser.head(path), browser.get(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["etag"] == whole.headers["etag"]
        assert head.headers["content-length"] == str(len(whole.content))


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    path = f"/t/{site.token('fresh')}"
    etag = site.client.get(path).headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = site.client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert site.client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_page_is_kept_half_a_minute(site: Site) -> None:
    path = f"/t/{site.token('fresh')}"
    first = site.client.get(path)
    asked = site.asked
    site.clock.advance(seconds=29)
    assert site.client.get(path).content == first.content
    assert site.asked == asked
    site.clock.advance(seconds=2)
    assert site.client.get(path).headers["etag"] == first.headers["etag"]
    assert site.asked > asked
    site.clock.advance(seconds=-3600)  # set back: nothing that is kept counts
    asked = site.asked
    assert site.client.get(path).status_code == 200
    assert site.asked > asked
    site.clock.advance(seconds=3569)


def test_unknown_codes_are_limited_by_address_and_known_ones_never(site: Site) -> None:
    answers = [site.client.get(f"/t/X{number}") for number in range(4)]
    assert [each.status_code for each in answers] == [404, 404, 404, 429]
    assert answers[-1].headers["retry-after"] == "10"
    assert "Mohon mencoba lagi dalam 10 detik" in answers[-1].text
    assert site.client.get("/v/x").status_code == 429
    assert site.client.get("/t?code=x").status_code == 429
    assert site.client.get(f"/t/{site.token('fresh')}").status_code == 200
    assert site.client.get(f"/t/{site.genuine()}").status_code == 200
    assert site.client.get("/").status_code == 200
    site.clock.advance(seconds=11)
    assert [site.client.get("/t/X").status_code for _ in range(2)] == [404, 429]


def test_behind_the_offices_own_proxy_each_client_counts_alone(site: Site) -> None:
    behind = Limits(burst=1, seconds=60, trusted=trusted_networks("10.0.0.1"))
    client = site.restart(behind, client=("10.0.0.1", 1))
    there = [client.get("/t/X", headers={"X-Forwarded-For": who}).status_code for who in ("36.1.1.1", "36.1.1.2") * 2]
    assert there == [404, 404, 429, 429]
    client = site.restart(behind, client=("36.9.9.9", 1))
    there = [client.get("/t/X", headers={"X-Forwarded-For": who}).status_code for who in ("36.1.1.1", "36.1.1.2")]
    assert there == [404, 429]


def test_a_register_that_does_not_answer_is_said_and_does_not_take_kept_pages_away(site: Site) -> None:
    path = f"/t/{site.token('fresh')}"
    kept = site.client.get(path).content
    site.down = True
    assert site.client.get(path).content == kept
    answer = site.client.get(f"/t/{site.token('returned')}")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert "Berkas Anda aman" in answer.text
    assert "(0363) 21000" in answer.text
    assert answer.headers["content-security-policy"]


def test_a_register_that_has_never_answered(site: Site) -> None:
    site.down = True
    answer = site.client.get("/")
    assert answer.status_code == 503
    assert "Mohon bertanya ke kantor penerbit" in answer.text
    assert "etag" not in answer.headers


def test_a_bug_shows_no_trace(site: Site) -> None:
    site.restart(raise_app_exceptions=False)
    site.client.get("/")
    office, site.office = site.office, None  # type: ignore[assignment]
    answer = site.client.get("/t/7Q4" + "0" * 29)
    site.office = office
    assert answer.status_code == 500
    assert "NoneType" not in answer.text
    assert "(0363) 21000" in answer.text
    assert answer.headers["content-security-policy"]


def test_a_practice_office_is_marked(site: Site) -> None:
    def training(flag: bool) -> None:
        with site.office.register.writing() as session:
            row = session.get(OfficeRow, 1)
            assert row is not None
            row.training = flag

    assert "CONTOH" not in site.client.get("/").text
    training(True)
    site.restart()
    assert "CONTOH: data latihan" in site.client.get("/").text
    training(False)


def test_robots_stay_away_and_the_icon_costs_nothing(site: Site) -> None:
    assert "Disallow: /t/" in site.client.get("/robots.txt").text
    assert site.client.get("/favicon.ico").status_code == 204
    assert site.asked == 0


def test_on_each_database(office: Office) -> None:
    """The same page from SQLite and from PostgreSQL."""
    site = Site(office, office.clock)
    file = office.register_file()
    token = office.file(file).tracking
    assert "Berkas sedang diperiksa" in site.client.get(f"/t/{token}").text
    office.advance(file, "penyerahan")
    with office.register.reading() as session:
        permit = session.scalars(select(Permit.token)).one()
    assert "Izin ini berlaku." in site.client.get(f"/v/{permit}").text
    assert site.client.get("/t/7Q4" + "0" * 29).status_code == 404
