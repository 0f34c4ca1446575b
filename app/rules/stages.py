"""Where a file can be. A stage is a step of a route, or one of the few places off every route.

The engine knows steps, not permits: which steps a permit takes is data (`workflow_templates` of the catalogue).
Late is never a stage; it is derived from the clock (domain.md, finding 5).
"""

from __future__ import annotations

from dataclasses import dataclass

PERMIT, REFUSAL = "izin", "penolakan"

RETURNED = "dikembalikan"
REFUSED = "ditolak"
DONE = "selesai"
WITHDRAWN = "ditarik"
LAPSED = "gugur"
CANCELLED = "batal"
OFF_ROUTE = (RETURNED, REFUSED, DONE, WITHDRAWN, LAPSED, CANCELLED)
ENDED = frozenset({DONE, WITHDRAWN, LAPSED, CANCELLED})

VERIFY, VERIFY_OSS = "verifikasi_berkas", "verifikasi_persyaratan_oss"
ASK_AGENCY, AGENCY = "permintaan_rekomendasi", "rekomendasi_teknis"
PLAN_VISIT, VISIT = "penjadwalan_lapangan", "pemeriksaan_lapangan"
LEVY, PAYMENT = "penetapan_retribusi", "menunggu_pembayaran"
DRAFTING = "penyusunan_draf"
INITIALS = ("paraf_penyelia", "paraf_kabid", "paraf_sekretaris")
SIGNING, NUMBERING, COLLECTION = "tanda_tangan", "penomoran", "penyerahan"
ASSIST_OSS, DECIDE_OSS, RECORD_OSS = "pendampingan_oss", "persetujuan_oss", "pencatatan_hasil_oss"

ROUTE_STEPS = (
    ASSIST_OSS,
    VERIFY,
    VERIFY_OSS,
    ASK_AGENCY,
    PLAN_VISIT,
    VISIT,
    AGENCY,
    LEVY,
    PAYMENT,
    DRAFTING,
    *INITIALS,
    SIGNING,
    NUMBERING,
    DECIDE_OSS,
    RECORD_OSS,
    COLLECTION,
)
STAGES = ROUTE_STEPS + OFF_ROUTE
# The clock has ended where the office has nothing more to decide (domain.md 5.1).
CLOCK_ENDED = ENDED | {COLLECTION, REFUSED}
RUNNING = tuple(stage for stage in STAGES if stage not in CLOCK_ENDED)


@dataclass(frozen=True)
class RouteStep:
    """One step of a route: `role` holds the file, `clock` is berjalan (runs) or berhenti (stands)."""

    step: str
    role: str
    clock: str


Route = tuple[RouteStep, ...]


@dataclass(frozen=True)
class FileState:
    """All the engine knows of a file. `resume_at` is the step a returned file came from."""

    stage: str
    route: Route
    outcome: str = PERMIT
    resume_at: str | None = None

    @property
    def step(self) -> RouteStep | None:
        return next((step for step in self.route if step.step == self.stage), None)

    def has(self, step: str) -> bool:
        return any(each.step == step for each in self.route)

    def index(self, step: str) -> int:
        return next(at for at, each in enumerate(self.route) if each.step == step)


# Who holds the file at the stages that no route names.
HOLDERS = {RETURNED: "pemohon", REFUSED: "petugas_penyerahan"}


def holder(place: FileState) -> str:
    """The role that holds the file, `pemohon` where the applicant has to act, empty where it has ended."""
    if place.stage == PAYMENT:
        return "pemohon"
    return place.step.role if place.step else HOLDERS.get(place.stage, "")
