"""Who may talk to the centre: PCs paired with a code, people with their passwords, and the keys of both."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.traces import traced
from app.errors import Refused
from app.models.centre import Head, PairingCode, PersonKey, Terminal
from app.models.exchange import Act
from app.models.office import Device, Office
from app.server.admission.forks import FORMER, free_code, origin, require_few, with_copies
from app.server.admission.passwords import Passwords
from app.server.admission.person_keys import to_tell
from app.server.register.authenticity import FOUNDING
from app.server.register.centre import Centre, locked_head
from app.server.register.ledger import Entered, enter
from app.server.register.proof import proved
from app.sync.protocol import EnrolAnswer, EnrolRequest, ForkRequest, KeyOffer, SignInAnswer, SignInRequest
from app.sync.signing import verify

CODE_LASTS = timedelta(hours=24)
CODE_LENGTH = 8
ACTIVE, REVOKED, WIPED = "active", "revoked", "wiped"
USABLE = (ACTIVE, FOUNDING)


class Enrolment:
    """`new_id` gives ids. A password is looked at outside any transaction, because looking takes long on purpose."""

    def __init__(self, centre: Centre, new_id: Callable[[], str]) -> None:
        self._centre = centre
        self._new_id = new_id
        self._passwords = Passwords(centre)

    def pairing_code(self, name: str) -> str:
        """A code for one PC, told once and good for a day; `name` is the counter's."""
        code = "".join(self._centre.draw() for _ in range(CODE_LENGTH))
        now = self._centre.now()
        with self._centre.register.writing() as session:
            session.add(
                PairingCode(code_hash=hashed(code), name=name, made=now, expires=now + CODE_LASTS, used_by=None)
            )
        return code

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Raises Refused: `pairing_code`, `wrong_login`, `office_exists` for a PC that brings an office of its own."""
        with self._centre.register.reading() as session:
            self._redeem(session, request.code)  # before any password: nobody without a code may try those
        administrator = self._passwords.administrator(hashed(_typed(request.code)), request.username, request.password)
        with self._centre.register.writing() as session:
            head = locked_head(session)
            empty = session.get(Office, 1) is None
            if not empty and request.brings_office:
                raise Refused("office_exists")
            if empty and not request.brings_office:
                raise Refused("no_office")
            if not empty and not administrator:
                raise Refused("wrong_login")
            code = self._redeem(session, request.code)
            wanted = free_code(session, self._centre.draw, request.device if empty else "")
            terminal, token = self._terminal(wanted, request.name.strip() or code.name, request.machine)
            terminal.version, terminal.state = request.version, FOUNDING if empty else ACTIVE
            terminal.parent = _was(session, request)
            terminal.clear = _known_since(session, head, request) or terminal.enrolled
            session.add(terminal)
            code.used_by = terminal.id
            for offered in request.keys:  # who owns one that is not taken makes another at the next sign-in
                self._register(session, terminal, offered, FOUNDING if empty else administrator)
            if not empty:  # the first PC brings its own name with its office
                self._announce(session, head, terminal)
            return self._answer(head, terminal, token)

    def fork(self, terminal: str, request: ForkRequest) -> EnrolAnswer:
        """A copied disk, or one that was set back: new numbers get a new device code. The copy keeps the token until
        this answer; from then on each has its own. Raises Refused: `fork_limit`, `codes_exhausted`."""
        with self._centre.register.writing() as session:
            head = locked_head(session)
            old = _usable(session, terminal)
            require_few(session, old, self._centre.now())
            new, token = self._terminal(free_code(session, self._centre.draw), old.name, request.machine)
            new.version, new.parent, new.clear = old.version, old.id, new.enrolled
            session.add(new)
            self._announce(session, head, new)
            return self._answer(head, new, token)

    def sign_in(self, terminal: str, request: SignInRequest) -> SignInAnswer:
        """Raises Refused `wrong_login`, or `key_revoked`: the PC is to make another key. Registers the person's key on
        that PC, by their own password."""
        with self._centre.register.reading() as session:
            place = origin(session, session.get_one(Terminal, terminal)).id
        staff = self._passwords.prove(place, request.username, request.password)
        with self._centre.register.writing() as session:
            head = locked_head(session)
            if request.key:
                offered = KeyOffer(key=request.key, staff=staff, public=request.public)
                if not self._register(session, _usable(session, terminal), offered, staff):
                    raise Refused("key_revoked")
            told = to_tell(session, staff, self._centre.now())
            return SignInAnswer(**self._centre.about(head), staff=staff, confirmed=told)

    def terminal(self, token: str) -> str:
        """The PC a token belongs to. Raises Refused `device_unknown`, or `device_revoked`: wipe."""
        with self._centre.register.reading() as session:
            known = select(Terminal.id, Terminal.state).where(Terminal.token_hash == hashed(token))
            found = session.execute(known).first()
            if found is None:
                raise Refused("device_unknown")
            if found.state not in USABLE:
                raise Refused("device_revoked")
            return str(found.id)

    def revoke(self, terminal: str) -> None:
        """A lost or stolen PC: refused from now on, wiped at its next contact, its people's keys worthless; and so are
        the copies that were made of it, and theirs."""
        now = self._centre.now()
        with self._centre.register.writing() as session:
            locked_head(session)
            gone = with_copies(session, session.get_one(Terminal, terminal))
            for each in gone:
                each.state = each.state if each.state == FORMER else REVOKED
            theirs = PersonKey.terminal_id.in_([each.id for each in gone]), PersonKey.revoked.is_(None)
            for key in session.scalars(select(PersonKey).where(*theirs)):
                key.revoked = now

    def terminals(self) -> list[Terminal]:
        with self._centre.register.reading() as session:
            return list(session.scalars(select(Terminal).order_by(Terminal.enrolled)))

    def mac_key_of(self, device: str) -> str | None:
        """The key that tokens of a device code are sealed with; None for a code nobody was given, or of a lost PC."""
        known = select(Terminal.mac_key).where(Terminal.code == device, Terminal.state.in_(USABLE)).limit(1)
        with self._centre.register.reading() as session:
            return session.scalar(known)

    def seen(
        self,
        terminal: str,
        clear: datetime | None = None,
        since: datetime | None = None,
        left: datetime | None = None,
    ) -> None:
        """It was here; `clear`, `since` and `left` as the table of PCs has them, None where nothing new is known."""
        with self._centre.register.writing() as session:
            found = session.get_one(Terminal, terminal)
            found.last_seen, found.clear = self._centre.now(), clear or found.clear
            found.contact_since, found.contact_left = since or found.contact_since, left or found.contact_left

    def _redeem(self, session: Session, code: str) -> PairingCode:
        found = session.get(PairingCode, hashed(_typed(code)))
        if found is None or found.used_by is not None or found.expires < self._centre.now():
            raise Refused("pairing_code")
        return found

    def _terminal(self, code: str, name: str, machine: str) -> tuple[Terminal, str]:
        """A PC and its secret, of which only the hash stays here."""
        token = secrets.token_urlsafe(32)
        made = Terminal(
            id=self._new_id(),
            code=code,
            name=name,
            token_hash=hashed(token),
            mac_key=secrets.token_hex(32),
            machine=machine,
            state=ACTIVE,
            enrolled=self._centre.now(),
            last_seen=None,
            version="",
        )
        return made, token

    def _answer(self, head: Head, terminal: Terminal, token: str) -> EnrolAnswer:
        return EnrolAnswer(
            **self._centre.about(head),
            office=head.office,
            device_id=terminal.id,
            device=terminal.code,
            token=token,
            mac_key=terminal.mac_key,
            founding=terminal.state == FOUNDING,
        )

    def _register(self, session: Session, terminal: Terminal, offered: KeyOffer, confirmed_by: str) -> bool:
        """False where it was revoked, under whatever id, or is another's."""
        known, public = session.get(PersonKey, offered.key), _public(offered.public)
        revoked = select(PersonKey.id).where(PersonKey.public == public, PersonKey.revoked.is_not(None))
        if session.scalar(revoked.limit(1)) is not None:
            return False
        if known is not None:
            return not known.revoked and (known.staff_id, known.public) == (offered.staff, public)
        session.add(
            PersonKey(
                id=offered.key,
                staff_id=offered.staff,
                terminal_id=terminal.id,
                public=public,
                confirmed_by=confirmed_by,
                registered=self._centre.now(),
                revoked=None,
            )
        )
        return True

    def _announce(self, session: Session, head: Head, terminal: Terminal) -> None:
        """Everybody learns the counter's name; it stands on receipts."""
        with traced(session) as trace:
            if session.get(Device, terminal.code) is None:
                session.add(Device(code=terminal.code, name=terminal.name, counter=0, tip=None))
            enter(session, head, trace, Entered(self._new_id(), "enrol", terminal.code), self._centre.now())


def _was(session: Session, request: EnrolRequest) -> str | None:
    """The PC it was before, where an administrator pairs one again: it holds a key that lies there. What it did under
    its former codes is still its own."""
    offered = {each.key: each.public.lower() for each in request.keys}
    for key in session.scalars(select(PersonKey).where(PersonKey.id.in_(offered)).order_by(PersonKey.registered)):
        if key.public.hex() == offered[key.id]:
            return key.terminal_id
    return None


def _known_since(session: Session, head: Head, request: EnrolRequest) -> datetime | None:
    """When the centre, by its own word from before it was restored, first had an act of this PC, which it has
    forgotten; others may have brought it. None for a code that somebody has."""
    owner = select(Terminal.id).where(Terminal.code == request.device, Terminal.state != FORMER)
    if session.scalar(owner.limit(1)) is not None:
        return None
    offered = {each.key: _public(each.public) for each in request.keys}
    known = select(Act).where(Act.device == request.device, Act.key_id.in_(offered)).order_by(Act.feed).limit(1)
    act = session.scalar(known)
    if act is None or not verify(offered[act.key_id], act.body, act.signature):
        return None
    before = proved(head.secret, act.id, act.body, act.proof)
    return before.received if before else None


def _typed(code: str) -> str:
    return code.strip().upper()


def hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _usable(session: Session, terminal: str) -> Terminal:
    """As it is under the lock of the head: it may have been revoked since its token was looked at. Raises Refused
    `device_revoked`."""
    found = session.get_one(Terminal, terminal)
    if found.state not in USABLE:
        raise Refused("device_revoked")
    return found


def _public(text: str) -> bytes:
    """Raises Refused `malformed`."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != 32:
        raise Refused("malformed")
    return found
