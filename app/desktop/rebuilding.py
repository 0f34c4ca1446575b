"""A damaged register made anew from the centre, as the page about trouble offers it. The office is not open then."""

from __future__ import annotations

from app.desktop.world import World
from app.settings import Settings
from app.ui.shell.job import JobProgress


class Rebuilding:
    """Everything runs beside the GUI thread."""

    def __init__(self, settings: Settings, world: World) -> None:
        self._settings, self._world = settings, world

    def possible(self, _: JobProgress) -> bool:
        """Whether this PC has a centre."""
        from app.sync.rebuild import can_rebuild
        from app.upkeep.keys import obtain_key

        return can_rebuild(self._settings.database, obtain_key(self._settings.data).key)

    def run(self, progress: JobProgress) -> None:
        """Raises Unavailable or Refused, and then all is as before."""
        from app.reference.reference import load
        from app.sync import first, rebuild
        from app.sync.witness import Witness, steady_clock
        from app.upkeep.instance import only_instance
        from app.upkeep.keys import obtain_key
        from app.upkeep.machine import machine_id

        settings, now = self._settings, self._world.now

        def told(rows: first.FirstProgress) -> None:
            progress.step(rows.done, rows.total)

        with only_instance(settings.data):
            site = rebuild.Site(
                settings.database,
                obtain_key(settings.data).key,
                load(settings.data),
                self._world.line,
                Witness(steady_clock(), now),
                now,
                machine_id(),
            )
            rebuild.rebuild(site, told)
