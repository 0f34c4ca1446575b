"""The built-in catalogue, an office's own, and what is said of one that cannot be used."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.reference.catalogue_file import CatalogueError, built_in, read
from app.reference.reference import Reference, load
from app.rules import stages
from app.settings import resource

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def original() -> dict[str, Any]:
    found: dict[str, Any] = msgspec.yaml.decode(resource("catalogue.yaml").read_bytes())
    return found


@pytest.fixture
def content(original: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(original)


def permit(content: dict[str, Any], code: str) -> dict[str, Any]:
    return next(each for each in content["permits"] if each["code"] == code)


def written(folder: Path, content: object) -> Path:
    """As JSON, which every reader of YAML reads; only its dates stand without quotes."""
    path = folder / "catalogue.yaml"
    path.write_bytes(re.sub(rb'"(\d{4}-\d\d-\d\d)"', rb" \1", msgspec.json.encode(content)))
    return path


def refused(path: Path) -> CatalogueError:
    with pytest.raises(CatalogueError) as found:
        read(path)
    assert found.value.file == "catalogue.yaml"
    assert str(found.value) == f"catalogue.yaml: {found.value.place}: {found.value.what}"
    return found.value


def test_the_built_in_one() -> None:
    catalogue = built_in()
    assert len(catalogue.permits) == 18
    assert catalogue.permit("SIP-BD") is not None
    assert catalogue.permit("SIP-XX") is None
    assert {step.step for route in catalogue.workflow_templates.values() for step in route.steps} == set(
        stages.ROUTE_STEPS
    )


def test_variants_have_days_and_validity_of_their_own() -> None:
    sign = built_in().permit("REK")
    assert sign is not None
    assert (sign.days("permanen"), sign.days("insidentil"), sign.days("")) == (7, 3, 7)
    assert sign.validity_of("insidentil").to_field == "tanggal_bongkar"
    assert sign.validity_of("").kind == "menurut_varian"
    assert sign.variant("lain") is None


WRONG_SHAPE: dict[str, tuple[Change, str, str]] = {
    "unknown key": (lambda c: permit(c, "SKP").update(lama=5), "SKP", "lama"),
    "unknown key deeper": (lambda c: permit(c, "SKP")["fee"].update(tarif=1), "SKP fee", "tarif"),
    "unknown key at the top": (lambda c: c.update(izin=[]), "-", "izin"),
    "wrong type": (lambda c: permit(c, "MKM").update(service_days="satu"), "MKM service_days", "Expected `int`"),
    "no day at all": (lambda c: permit(c, "MKM").update(service_days=0), "MKM service_days", ">= 1"),
    "not one of the choices": (lambda c: permit(c, "MKM").update(channel="pos"), "MKM channel", "pos"),
    "a key left out": (lambda c: permit(c, "MKM").pop("workflow"), "MKM", "workflow"),
    "wrong in a field": (
        lambda c: permit(c, "MKM")["form_fields"][0].update(type="gambar"),
        "MKM form_fields[0].type",
        "gambar",
    ),
    "no code to name": (lambda c: c["permits"][2].pop("code"), "permits[2]", "code"),
    "no permit but a word": (lambda c: c["permits"].insert(1, "SIP"), "permits[1]", "Expected `object`"),
    "wrong outside the permits": (lambda c: c["meta"].update(schema_version=2), "meta.schema_version", "2"),
}


@pytest.mark.parametrize("name", WRONG_SHAPE)
def test_wrong_shape(tmp_path: Path, content: dict[str, Any], name: str) -> None:
    change, place, what = WRONG_SHAPE[name]
    change(content)
    error = refused(written(tmp_path, content))
    assert error.place == place
    assert what in error.what


def steps(content: dict[str, Any], name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = content["workflow_templates"][name]["steps"]
    return found


def without(content: dict[str, Any], name: str, *left_out: str) -> None:
    found = steps(content, name)
    found[:] = [step for step in found if step["step"] not in left_out]


def set_in(content: dict[str, Any], code: str, **values: Any) -> None:
    permit(content, code).update(values)


CONTRADICTIONS: dict[str, tuple[Change, str, str]] = {
    "code twice": (lambda c: c["permits"].append(permit(c, "MKM")), "MKM", "stands twice"),
    "code of another form": (lambda c: permit(c, "MKM").update(code="makam baru"), "makam baru code", "id_pattern"),
    "id_pattern": (lambda c: c["meta"].update(id_pattern="["), "meta.id_pattern", "cannot be understood"),
    "no reason for an objection": (lambda c: c["rejection_reasons"].pop(0), "rejection_reasons", "T01"),
    "sector": (lambda c: set_in(c, "MKM", sector="laut"), "MKM sector", "laut"),
    "object": (lambda c: set_in(c, "MKM", object_fields=["makam"]), "MKM object_fields", "makam"),
    "kind": (lambda c: set_in(c, "MKM", application_kinds=["ulang"]), "MKM application_kinds", "ulang"),
    "route": (lambda c: set_in(c, "MKM", workflow="W9"), "MKM workflow", "W9"),
    "route of a variant": (lambda c: set_in(c, "REK", workflow_when={"lain": "W1"}), "REK workflow_when", "lain"),
    "agency": (
        lambda c: permit(c, "SKP")["technical_recommendation"].update(agency="bnn"),
        "SKP technical_recommendation.agency",
        "bnn",
    ),
    "visitor": (lambda c: permit(c, "STPT")["inspection"].update(by=["bnn"]), "STPT inspection.by", "bnn"),
    "copy": (lambda c: permit(c, "MKM")["output"].update(copies_to=["bnn"]), "MKM output.copies_to", "bnn"),
    "signer": (lambda c: permit(c, "MKM")["signatory"].update(role="camat"), "MKM signatory.role", "camat"),
    "signer of another route": (
        lambda c: permit(c, "MKM")["signatory"].update(role="kabid"),
        "MKM signatory.role",
        "the route gives the signing to kadis",
    ),
    "delegate": (
        lambda c: permit(c, "MKM")["signatory"].update(may_delegate_to="camat"),
        "MKM signatory.role",
        "camat",
    ),
    "advice that does not bind": (
        lambda c: permit(c, "SKP")["technical_recommendation"].update(outcome_binding=False),
        "SKP technical_recommendation.outcome_binding",
        "leads to a refusal",
    ),
    "tax that blocks a step too early": (
        lambda c: permit(c, "REK")["fee"].update(blocks_step="verifikasi_berkas"),
        "REK fee.blocks_step",
        "only these steps of the route can be blocked: paraf_penyelia, paraf_kabid, tanda_tangan, penomoran",
    ),
    "tax that blocks what is done elsewhere": (
        lambda c: permit(c, "OSS-R")["fee"].update(blocks_step="tanda_tangan"),
        "OSS-R fee.blocks_step",
        "can be blocked: -",
    ),
    "tax without its proof": (
        lambda c: permit(c, "MKM")["fee"].update(blocks_step="tanda_tangan"),
        "MKM fee.blocks_step",
        "deferred_until: tanda_tangan",
    ),
    "tax whose proof is optional": (
        lambda c: next(each for each in permit(c, "REK")["requirements"] if each["id"] == "bukti_pajak_reklame").update(
            mandatory=False
        ),
        "REK fee.blocks_step",
        "needs a mandatory requirement",
    ),
    "paper": (lambda c: permit(c, "MKM")["requirements"][0].update(id="kk"), "MKM requirements", "kk"),
    "condition of a paper": (
        lambda c: permit(c, "MKM")["requirements"][0].update(when="kaya"),
        "MKM requirements.when",
        "kaya",
    ),
    "step to wait for": (
        lambda c: permit(c, "MKM")["requirements"][0].update(deferred_until="besok"),
        "MKM requirements.deferred_until",
        "besok",
    ),
    "library condition": (
        lambda c: c["requirement_library"]["akta"].update(when="kaya"),
        "requirement_library.akta when",
        "kaya",
    ),
    "library kind": (
        lambda c: c["requirement_library"]["skp"].update(kinds=["ulang"]),
        "requirement_library.skp kinds",
        "ulang",
    ),
    "condition not in the language": (
        lambda c: c["conditions"]["badan"].update({"from": "pemohon.jenis = badan"}),
        "conditions.badan",
        "cannot be understood: pemohon.jenis = badan",
    ),
    "inspection not in the language": (
        lambda c: permit(c, "REK")["inspection"].update(when="variant permanen"),
        "REK inspection.when",
        "variant permanen",
    ),
    "required_if not in the language": (
        lambda c: permit(c, "MKM")["form_fields"][0].update(required_if="hubungan"),
        "MKM form_fields.nama_almarhum",
        "hubungan",
    ),
    "rule not in the language": (
        lambda c: permit(c, "MKM")["form_fields"][2].update(rule="< today"),
        "MKM form_fields.tanggal_wafat",
        "< today",
    ),
    "rule beside no field": (
        lambda c: permit(c, "MKM")["form_fields"][2].update(rule="<= tanggal_lahir"),
        "MKM form_fields.tanggal_wafat rule",
        "tanggal_lahir",
    ),
    "choice without options": (
        lambda c: permit(c, "MKM")["form_fields"][3].update(options=[]),
        "MKM form_fields.hubungan",
        "a choice without options",
    ),
    "validity by no field": (
        lambda c: permit(c, "SKP")["validity"].update(to_field="selesai"),
        "SKP validity",
        "selesai",
    ),
    "validity by nothing": (
        lambda c: permit(c, "SKP")["validity"].update(to_field=""),
        "SKP validity.to_field",
        "last day",
    ),
    "term of no year": (lambda c: permit(c, "MKM")["validity"].update(years=0), "MKM validity.years", "one year"),
    "no number": (
        lambda c: permit(c, "MKM")["output"].update(number_format=None),
        "MKM output.number_format",
        "is missing",
    ),
    "number of another field": (
        lambda c: permit(c, "MKM")["output"].update(number_format="{seq}/{bulan}/{year}"),
        "MKM output.number_format",
        "cannot be filled",
    ),
    "number badly written": (
        lambda c: permit(c, "MKM")["output"].update(number_format="{seq:04x0}/{year}"),
        "MKM output.number_format",
        "cannot be filled",
    ),
    "number without a year": (
        lambda c: permit(c, "MKM")["output"].update(number_format="{seq}/MKM"),
        "MKM output.number_format",
        "both",
    ),
    "number always the same": (
        lambda c: permit(c, "MKM")["output"].update(number_format="MKM/{year}"),
        "MKM output.number_format",
        "both",
    ),
    "two counters for one form": (
        lambda c: permit(c, "MKM")["output"].update(number_format=permit(c, "HIB")["output"]["number_format"]),
        "MKM output.number_format",
        "HIB",
    ),
    "step nobody knows": (
        lambda c: steps(c, "W1").append({"step": "arsip", "role": "verifikator", "clock": "berhenti"}),
        "workflow_templates.W1 step",
        "arsip",
    ),
    "role nobody has": (lambda c: steps(c, "W1")[2].update(role="camat"), "workflow_templates.W1 role", "camat"),
    "role of the office only": (
        lambda c: (c["roles"].update(camat={"label": "Camat"}), steps(c, "W1")[2].update(role="camat")),
        "workflow_templates.W1 paraf_penyelia",
        "camat cannot do this step",
    ),
    "a role that cannot go on": (
        lambda c: steps(c, "W1")[0].update(role="penyelia"),
        "workflow_templates.W1 verifikasi_berkas",
        "only verifikator",
    ),
    "route of nothing": (lambda c: steps(c, "W1").clear(), "workflow_templates.W1 steps", "ends with"),
    "route without its end": (lambda c: steps(c, "W1").pop(), "workflow_templates.W1 steps", "ends with"),
    "step twice": (lambda c: steps(c, "W1").insert(1, steps(c, "W1")[0]), "workflow_templates.W1 steps", "each once"),
    "order": (lambda c: steps(c, "W1").reverse(), "workflow_templates.W1 steps", "in this order"),
    "levy without payment": (
        lambda c: without(c, "W5", "menunggu_pembayaran"),
        "workflow_templates.W5 steps",
        "penetapan_retribusi, menunggu_pembayaran",
    ),
    "visit without a plan": (
        lambda c: without(c, "W3", "penjadwalan_lapangan"),
        "workflow_templates.W3 steps",
        "penjadwalan_lapangan, pemeriksaan_lapangan",
    ),
    "asked and never answered": (
        lambda c: without(c, "W2", "rekomendasi_teknis"),
        "workflow_templates.W2 steps",
        "permintaan_rekomendasi, rekomendasi_teknis",
    ),
    "numbered unsigned": (lambda c: without(c, "W1", "tanda_tangan"), "workflow_templates.W1 steps", "tanda_tangan"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradictions(tmp_path: Path, content: dict[str, Any], name: str) -> None:
    change, place, what = CONTRADICTIONS[name]
    change(content)
    error = refused(written(tmp_path, content))
    assert error.place == place
    assert what in error.what


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"permits: [", "expected"),
        (b"permits: \xff\xfe\xfa", "invalid leading UTF-8"),
        (b"permits: \xff", "UTF-8"),
        (b"", "Expected `object`"),
        (b"- a\n- b\n", "Expected `object`"),
        (b"a: b: c", "mapping values"),
    ],
)
def test_what_is_no_catalogue(tmp_path: Path, raw: bytes, what: str) -> None:
    path = tmp_path / "catalogue.yaml"
    path.write_bytes(raw)
    error = refused(path)
    assert error.place == "-"
    assert what in error.what


def test_the_office_has_its_own(tmp_path: Path, content: dict[str, Any]) -> None:
    permit(content, "MKM").update(service_days=2)
    written(tmp_path, content)
    (tmp_path / "holidays.csv").write_text(
        "tanggal,jenis,nama,dihitung_sla,loket_buka,sumber\n2026-11-24,libur_daerah,Hari Jadi,tidak,tutup,SK 1\n",
        encoding="utf-8",
    )
    reference = load(tmp_path)
    chosen = reference.catalogue.permit("MKM")
    assert chosen is not None
    assert chosen.service_days == 2
    assert not reference.calendar(bali=True).is_working_day(date(2026, 11, 24))
    assert Reference(built_in()).calendar(bali=True).is_working_day(date(2026, 11, 24))


def test_without_files_the_built_in_ones(tmp_path: Path) -> None:
    reference = load(tmp_path)
    assert reference == Reference(built_in())
    assert reference.regions.place("510703") is not None
    assert reference.calendar(bali=False) is reference.calendar(bali=False)


def test_an_office_hears_what_is_wrong_with_its_own(tmp_path: Path, content: dict[str, Any]) -> None:
    permit(content, "MKM").update(sector="laut")
    written(tmp_path, content)
    with pytest.raises(CatalogueError, match=r"catalogue\.yaml: MKM sector: unknown: laut"):
        load(tmp_path)
