"""How often one address may ask for a code that nobody knows: a bucket for each, in memory and bounded.

Eighty random bits cannot be guessed; the limit keeps those who try from costing the office its server.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Limits:
    """`burst` unknown codes at once, then one every `seconds`; `most` addresses are remembered.

    `trusted` are the networks of the office's own reverse proxies: only what they say of the client is believed.
    """

    burst: int = 20
    seconds: float = 6.0
    most: int = 10_000
    trusted: tuple[Network, ...] = ()


def trusted_networks(*names: str) -> tuple[Network, ...]:
    """`10.0.0.0/8` or a single address. Raises ValueError."""
    return tuple(ip_network(name) for name in names)


class Buckets:
    """`at` is in seconds of a clock that may be set back; those that were least recently used are forgotten first."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, at: float) -> float:
        """Seconds to wait until the next one; 0 where this one is allowed."""
        limits = self._limits
        left, before = self._left.pop(client, (float(limits.burst), at))
        left = min(limits.burst, left + max(0.0, at - before) / limits.seconds)
        allowed = left >= 1
        self._left[client] = (left - 1 if allowed else left, at)
        if len(self._left) > limits.most:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) * limits.seconds

    def __len__(self) -> int:
        return len(self._left)
