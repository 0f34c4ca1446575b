"""A table of regions small enough to read: one current district, one former, one without a name."""

from __future__ import annotations

from app.rules.places import NOWHERE, PlaceNames


class FewRegions:
    def place(self, district_code: str) -> PlaceNames:
        return {
            "510703": PlaceNames(True, "Bali", "Kabupaten Karangasem", "Manggis"),
            "910101": PlaceNames(True, "Papua", "Kabupaten Merauke", "Merauke", "930101"),
            "510799": PlaceNames(False, "Bali", "Kabupaten Karangasem"),
        }.get(district_code, NOWHERE)
