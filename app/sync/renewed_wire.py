"""The wire of one thread: dialled anew when the ties of this PC have changed, hung up by the thread that used it."""

from __future__ import annotations

from app.models.link import Link
from app.sync.centre_client import CentreClient, LinkWire


class RenewedWire:
    """`first` is a wire that was dialled for the link as it is when the cable is first used."""

    def __init__(self, client: CentreClient, first: LinkWire | None = None) -> None:
        self._client = client
        self._wire, self._dialled = first, ("", "", "")

    def link(self) -> Link:
        with self._client.register.reading() as session:
            return session.get_one(Link, 1)

    def wire(self, link: Link) -> LinkWire:
        """Raises Refused `centre_address`, `centre_certificate`."""
        wanted = link.address, link.certificate, link.token
        if self._wire is None or (any(self._dialled) and self._dialled != wanted):
            self.close()
            self._wire = self._client.dial(link)
        self._dialled = wanted
        return self._wire

    def close(self) -> None:
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()
