"""A paired PC whose owner writes what he likes: every word of an act is his, the keys of his PC are real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import select

from app.actions.linked import last_decision
from app.models.centre import Terminal
from app.models.exchange import Act, TrayItem
from app.sync.protocol import Envelope, PushRequest, Result, VouchedLoss, loss_of
from tests.network import Counter, Network


@dataclass
class Dishonest:
    network: Network
    counter: Counter

    @property
    def device(self) -> str:
        return self.counter.office.device

    @property
    def terminal(self) -> str:
        return self.network.enrolment.terminal(self.counter.wire.token)

    def body(self, kind: str, actor: str, payload: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """An act as it is written just now; `at` is the PC's clock, `changes` replace what else it says."""
        now = self.network.clock.advance(seconds=2)
        at, act = changes.pop("at", now), self.counter.office.new_id()
        device = changes.get("device", self.device)
        stamp = {"id": act, "at": at, "actor": actor, "counter": device}
        said = {
            "id": act,
            "office": "office-1",
            "device": device,
            "prev": None,
            "actor": actor,
            "kind": kind,
            "version": 1,
            "application": payload.get("application"),
            "at": at,
            "lo": now - timedelta(seconds=1),
            "hi": now,
            "base": 1 << 40,
            "stage": "",
            "dep": None,
            "payload": {"act": kind, "stamp": stamp} | payload,
            "form": 2,
        }
        return said | changes

    def decision(self, kind: str, actor: str, file: str, **changes: Any) -> dict[str, Any]:
        """About a file, with all that is known of it."""
        more = changes.pop("payload", {})
        with self.network.register.reading() as session:
            after = last_decision(session, file)
        known = self.network_file(file)
        seen = {"base": known.decisions, "after": after, "stage": known.stage}
        return self.body(kind, actor, {"application": file} | more, **(seen | changes))

    def network_file(self, file: str) -> Any:
        from app.models.application import Application

        with self.network.register.reading() as session:
            return session.get_one(Application, file)

    def envelope(self, body: dict[str, Any], **beside: Any) -> Envelope:
        raw = msgspec.json.encode(body)
        key_id, key = self.counter.ring._held[beside.pop("signer", body["actor"])]
        return Envelope(body=msgspec.Raw(raw), sig=key.sign(raw).hex(), key=key_id, **beside)

    def loss(self, body: dict[str, Any], signer: str = "petugas_loket") -> VouchedLoss:
        key_id, key = self.counter.ring._held[signer]
        return VouchedLoss(key=key_id, sig=key.sign(loss_of(body["id"], body["prev"])).hex())

    def push(self, body: dict[str, Any], **beside: Any) -> Result:
        return self.sent(self.envelope(body, **beside))

    def sent(self, envelope: Envelope) -> Result:
        with self.network.register.reading() as session:
            epoch = self.network.centre.about(_head(session))["epoch"]
        answer = self.network.centre.push(self.terminal, PushRequest(epoch=epoch, acts=(envelope,)))
        return answer.results[0]

    def said(self, body: dict[str, Any], **beside: Any) -> tuple[str, str]:
        result = self.push(body, **beside)
        return result.result, result.reason


def _head(session: Any) -> Any:
    from app.models.centre import Head

    return session.get_one(Head, 1)


def tray(network: Network) -> dict[str, tuple[str, str, bool]]:
    """Act -> cause, reason, whether it is open."""
    with network.register.reading() as session:
        return {item.id: (item.cause, item.reason, item.closed is None) for item in session.scalars(select(TrayItem))}


def terminal_of(network: Network, terminal: str) -> Terminal:
    with network.register.reading() as session:
        return session.get_one(Terminal, terminal)


def act_of(network: Network, act: str) -> Act:
    with network.register.reading() as session:
        return session.get_one(Act, act)
