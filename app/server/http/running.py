"""`loket-server run`: both listeners in one process, until somebody says stop.

At a stop nothing new is taken, waiters are let go, and what is being answered is answered, for at most STOP_SECONDS.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import signal
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from app.actions.door import Door
from app.errors import Refused, Unavailable
from app.server.admission import founding
from app.server.admission.certificates import named
from app.server.admission.founding import CentreLocation, OpenCentre
from app.server.http.connections import FROM_ONE_ADDRESS, InTime, PatientProtocol, protocol
from app.server.http.counts import Counts
from app.server.http.limits import Limits, Network, trusted_networks
from app.server.http.log import INFO, WARNING, Log, take_over
from app.server.http.waiting import HeadWatch
from app.server.http.web import LIMITS, Interface
from app.server.public.public import public_app
from app.upkeep.instance import only_instance

STOP_SECONDS = 4
KEEP_ALIVE_SECONDS = 75
CONNECTIONS = 1_000
BACKLOG = 512
HEAD_BYTES = 16 << 10
NOT_BOUND = {errno.EADDRINUSE: "address_taken", errno.EACCES: "address_forbidden"}
LOOPBACK = trusted_networks("127.0.0.0/8", "::1/128")


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


@dataclass(frozen=True)
class Orders:
    """`certificate` and `key` are paths of PEM files; a proxy's certificate, without its key, is only told to counters.
    `proxies` are the networks whose word on the client is believed where one stands in front (`behind_proxy`)."""

    place: CentreLocation
    listen: Address
    public: Address | None = None
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False
    proxies: tuple[Network, ...] = LOOPBACK

    @property
    def secure(self) -> bool:
        return self.certificate is not None and self.key is not None

    @property
    def tls(self) -> tuple[Path | None, Path | None]:
        return (self.certificate, self.key) if self.secure else (None, None)

    def check(self) -> None:
        """Raises Refused: `tls_wanted` where passwords would travel in the open, `tls_half`, `proxy_wanted`."""
        if (self.certificate is None) != (self.key is None) and (self.key is not None or not self.behind_proxy):
            raise Refused("tls_half")
        if not (self.secure or self.behind_proxy or self.listen.is_loopback):
            raise Refused("tls_wanted", host=self.listen.host)
        if self.public is not None and not (self.behind_proxy or self.public.is_loopback):
            raise Refused("proxy_wanted", host=self.public.host)


@dataclass(frozen=True)
class Started:
    """What the administrator is told: the addresses, and the code for the first PC of a new centre."""

    addresses: tuple[str, ...]
    code: str


class HttpListener(uvicorn.Server):
    """One of several in a process: signals are the process's."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def run(orders: Orders, log: Log, told: Callable[[Started], None]) -> None:
    """Until SIGTERM or SIGINT. Raises Refused, Unavailable: `address_taken` (`_forbidden`, `_unknown`), `certificate`,
    `already_running`."""
    orders.check()
    take_over(log)

    def noticed(kind: str, act: str) -> None:
        log.line(WARNING, "act", code=kind, about=act)

    with contextlib.ExitStack() as stack:
        stack.enter_context(only_instance(orders.place.data))
        opened = stack.enter_context(contextlib.closing(founding.open_up(orders.place, noticed)))
        fresh = founding.begin(opened)
        opened.centre.certificates = named(orders.certificate) if orders.certificate else ""
        sockets = [stack.enter_context(contextlib.closing(_bound(each))) for each in _addresses(orders)]
        names = tuple(_name(each, secure=orders.secure and not number) for number, each in enumerate(sockets))
        started = Started(names, opened.enrolment.pairing_code("Loket 1") if fresh else "")
        interface = _interface(orders, opened, log)
        http = protocol(from_one_address=0 if orders.behind_proxy else FROM_ONE_ADDRESS)
        listeners = [HttpListener(configured(interface.app(), http, *orders.tls))]
        if orders.public is not None:
            listeners.append(HttpListener(configured(_public(orders, opened), protocol(from_one_address=0))))
        gc.freeze()  # regions and catalogue stay; looking through them again and again held requests up
        log.line(INFO, "listening", **{f"port_{number}": each.getsockname()[1] for number, each in enumerate(sockets)})
        asyncio.run(_serve(list(zip(listeners, sockets, strict=True)), interface.waiting, partial(told, started)))
    log.line(INFO, "stopped")


def _interface(orders: Orders, opened: OpenCentre, log: Log) -> Interface:
    limits = replace(LIMITS, trusted=orders.proxies if orders.behind_proxy else ())
    return Interface(opened.centre, opened.enrolment, log, Counts(), limits=limits)


def _public(orders: Orders, opened: OpenCentre) -> ASGIApp:
    door = Door(opened.register, opened.reference, draw=founding.draw, now=founding.now)
    limits = Limits(trusted=orders.proxies)
    return public_app(door.ask, opened.enrolment.mac_key_of, now=founding.now, limits=limits)


async def _serve(
    listeners: list[tuple[HttpListener, socket.socket]], waiting: HeadWatch, ready: Callable[[], None]
) -> None:
    def stop() -> None:
        waiting.close()
        for listener, _ in listeners:
            listener.should_exit = True

    with _signals(asyncio.get_running_loop(), stop):
        ready()
        await asyncio.gather(*(listener.serve(sockets=[bound]) for listener, bound in listeners))


def configured(
    app: ASGIApp, http: type[PatientProtocol], certificate: Path | None = None, key: Path | None = None
) -> uvicorn.Config:
    """How either listener is served. Raises Unavailable `certificate`."""
    config = uvicorn.Config(
        InTime(app),
        http=http,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=STOP_SECONDS,
        h11_max_incomplete_event_size=HEAD_BYTES,
        ssl_certfile=str(certificate) if certificate else None,
        ssl_keyfile=str(key) if key else None,
        ssl_keyfile_password="-",  # wrong for every sealed key: OpenSSL would ask for the right one and wait
    )
    try:
        config.load()
    except (ssl.SSLError, OSError) as error:
        raise Unavailable("certificate") from error
    return config


@contextlib.contextmanager
def _signals(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> Iterator[None]:
    wanted = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, lambda *_: loop.call_soon_threadsafe(stop)) for each in wanted]
    try:
        yield
    finally:
        for each, handler in zip(wanted, before, strict=True):
            signal.signal(each, handler)


def _addresses(orders: Orders) -> list[Address]:
    return [orders.listen, *([orders.public] if orders.public else [])]


def _bound(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family, backlog=BACKLOG)
    except OSError as error:
        code = NOT_BOUND.get(error.errno or 0, "address_unknown")
        raise Unavailable(code, address=f"{address.host}:{address.port}") from error


def _name(bound: socket.socket, *, secure: bool) -> str:
    host, port = bound.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if secure else 'http'}://{shown}:{port}"
