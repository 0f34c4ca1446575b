"""Keys of people: sealed under a password, silent about themselves, and no signature but their own is taken."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from argon2 import Parameters
from argon2.low_level import ARGON2_VERSION, Type
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from app.database import Register
from app.errors import Refused
from app.models.link import OwnKey
from app.sync.signing import (
    DOMAIN,
    HEAD,
    SIZE,
    WEAK,
    Key,
    Ring,
    SealError,
    make_key,
    open_key,
    own_key,
    reseal,
    verify,
)
from tests.conftest import FixedClock

PASSWORD = "rahasia sekali"
OTHER = "rahasia baru"
CHEAP = Parameters(Type.ID, ARGON2_VERSION, salt_len=16, hash_len=32, time_cost=1, memory_cost=8, parallelism=1)
BODY = b'{"id":"a"}'
KEY = Key(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
SIGNED = KEY.sign(BODY)


@pytest.fixture
def ids() -> Iterator[str]:
    return (f"key-{number}" for number in count(1))


def test_a_key_comes_back_under_its_password(ids: Iterator[str]) -> None:
    made = make_key(PASSWORD, ids.__next__)
    again = open_key(made.sealed, PASSWORD)
    assert (made.key_id, len(made.public), len(made.sealed)) == ("key-1", 32, SIZE)
    assert again.public == made.public == made.key.public
    assert verify(made.public, BODY, again.sign(BODY))


def test_two_seals_of_one_key_have_nothing_in_common() -> None:
    one, two = KEY.sealed(PASSWORD, CHEAP), KEY.sealed(PASSWORD, CHEAP)
    assert one[HEAD.size :] != two[HEAD.size :]
    assert open_key(one, PASSWORD).public == open_key(two, PASSWORD).public == KEY.public


def test_the_cost_is_read_from_the_blob() -> None:
    dearer = replace(CHEAP, time_cost=2, memory_cost=16)
    for cost, told in ((CHEAP, (1, 1, 8, 1)), (dearer, (1, 2, 16, 1))):
        blob = KEY.sealed(PASSWORD, cost)
        assert HEAD.unpack_from(blob)[:4] == told
        assert open_key(blob, PASSWORD).public == KEY.public


IN_THE_PROGRAM = """
from app.actions.signing_in import nobody, verifier
from app.sync.signing import HEAD, make_key
for kept in (verifier("kata sandi 1"), nobody()):
    print(*kept.split("$")[1:4])
print(*HEAD.unpack_from(make_key("kata sandi 1", lambda: "1").sealed)[:4])
"""


def test_what_a_password_costs_in_the_program() -> None:
    """RFC 9106, section 4, second choice; here it costs less (tests/conftest.py)."""
    told = subprocess.run([sys.executable, "-c", IN_THE_PROGRAM], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["argon2id v=19 m=65536,t=3,p=4"] * 2 + ["1 3 65536 4"]


def test_another_password_opens_nothing() -> None:
    with pytest.raises(SealError):
        open_key(KEY.sealed(PASSWORD, CHEAP), OTHER)


@pytest.mark.parametrize("place", range(SIZE))
def test_a_blob_changed_in_any_byte_opens_nothing(place: int) -> None:
    blob = bytearray(KEY.sealed(PASSWORD, CHEAP))
    blob[place] ^= 4
    with pytest.raises(SealError):
        open_key(bytes(blob), PASSWORD)


@pytest.mark.parametrize("blob", [b"", b"\x01", bytes(SIZE), b"\xff" * SIZE, bytes(SIZE + 1)])
def test_what_is_no_blob_opens_nothing_and_costs_nothing(blob: bytes) -> None:
    with pytest.raises(SealError):
        open_key(blob, PASSWORD)


def test_a_blob_cut_short_opens_nothing() -> None:
    with pytest.raises(SealError):
        open_key(KEY.sealed(PASSWORD, CHEAP)[:-1], PASSWORD)


def test_sealed_again_only_the_new_password_opens_it() -> None:
    moved = reseal(KEY.sealed(PASSWORD, CHEAP), PASSWORD, OTHER)
    assert open_key(moved, OTHER).public == KEY.public
    with pytest.raises(SealError):
        open_key(moved, PASSWORD)
    with pytest.raises(SealError):
        reseal(moved, PASSWORD, OTHER)


def test_a_signature_is_of_an_act_and_of_nothing_else() -> None:
    assert verify(KEY.public, BODY, SIGNED)
    assert not verify(KEY.public, BODY + b" ", SIGNED)
    with pytest.raises(InvalidSignature):  # without the domain
        Ed25519PublicKey.from_public_bytes(KEY.public).verify(SIGNED, BODY)
    Ed25519PublicKey.from_public_bytes(KEY.public).verify(SIGNED, DOMAIN + BODY)


def test_a_signature_of_somebody_else_is_none() -> None:
    other = Key(Ed25519PrivateKey.generate())
    assert not verify(other.public, BODY, SIGNED)


@given(st.binary(max_size=40), st.binary(max_size=20), st.binary(max_size=70))
def test_garbage_is_no_signature(public: bytes, body: bytes, signature: bytes) -> None:
    assert not verify(public, body, signature)
    assert not verify(KEY.public, body, signature)
    assert not verify(public, BODY, SIGNED)


@given(st.integers(0, 511))
def test_a_signature_changed_in_any_bit_is_none(bit: int) -> None:
    changed = bytearray(SIGNED)
    changed[bit // 8] ^= 1 << bit % 8
    assert not verify(KEY.public, BODY, bytes(changed))


@pytest.mark.parametrize("point", sorted(WEAK), ids=hex)
@pytest.mark.parametrize("sign", [0, 1 << 255], ids=["plus", "minus"])
def test_nobody_signs_for_a_public_key_that_fits_everything(point: int, sign: int) -> None:
    """R = the neutral point and S = 0 is a signature under such a key, of one body in eight at the least."""
    public, forged = (point | sign).to_bytes(32, "little"), b"\x01" + bytes(63)
    assert not any(verify(public, b"%d" % number, forged) for number in range(200))


def test_the_library_alone_takes_a_forgery_under_a_weak_key() -> None:
    """Why there is a list of weak keys at all. A forgery under another key raises."""
    weak, other = (Ed25519PublicKey.from_public_bytes(public) for public in (b"\x01" + bytes(31), KEY.public))
    forged = b"\x01" + bytes(63)
    weak.verify(forged, DOMAIN + BODY)
    with pytest.raises(InvalidSignature):
        other.verify(forged, DOMAIN + BODY)


def test_a_ring_signs_for_those_it_holds() -> None:
    ring = Ring()
    ring.hold("budi", "key-1", KEY)
    key_id, signature = ring.sign("budi", BODY)
    assert (key_id, verify(KEY.public, BODY, signature)) == ("key-1", True)
    with pytest.raises(Refused) as locked:
        ring.sign("sri", BODY)
    assert locked.value.code == "key_locked"


def test_what_a_ring_dropped_it_does_not_sign_with() -> None:
    ring = Ring()
    for staff in ("budi", "sri", "tono"):
        ring.hold(staff, f"key of {staff}", KEY)
    ring.drop("budi")
    ring.drop("nobody")
    assert ring.sign("sri", BODY)[0] == "key of sri"
    with pytest.raises(Refused):
        ring.sign("budi", BODY)
    ring.drop_all()
    for staff in ("sri", "tono"):
        with pytest.raises(Refused):
            ring.sign(staff, BODY)


def test_no_secret_shows(ids: Iterator[str], caplog: pytest.LogCaptureFixture) -> None:
    made = make_key(PASSWORD, ids.__next__)
    ring = Ring()
    ring.hold("budi", made.key_id, made.key)
    caplog.set_level(logging.DEBUG)
    logging.getLogger(__name__).debug("%r %r %s %r %r", made, made.key, made.key, ring, vars(ring))
    secret = made.key._private.private_bytes_raw()
    for shown in (repr(secret)[2:-1], secret.hex(), PASSWORD, repr(made.sealed)[2:-1]):
        assert shown not in caplog.text


def test_a_persons_first_key_is_not_registered(register: Register, clock: FixedClock, ids: Iterator[str]) -> None:
    with register.writing() as session:
        key_id, key = own_key(session, "budi", PASSWORD, now=clock.now(), new_id=ids.__next__)
    with register.reading() as session:
        row = session.get_one(OwnKey, "budi")
    assert (row.key_id, row.public, row.made, row.registered) == (key_id, key.public, clock.now(), False)
    assert open_key(row.sealed, PASSWORD).public == key.public


def test_the_same_key_next_time(register: Register, clock: FixedClock, ids: Iterator[str]) -> None:
    with register.writing() as session:
        first = own_key(session, "budi", PASSWORD, now=clock.now(), new_id=ids.__next__)
        session.get_one(OwnKey, "budi").registered = True
    with register.writing() as session:
        again = own_key(session, "budi", PASSWORD, now=clock.advance(days=1), new_id=ids.__next__)
        row = session.get_one(OwnKey, "budi")
        assert (row.registered, row.made) == (True, clock.advance(days=-1))
    assert (again[0], again[1].public) == (first[0], first[1].public)


def test_a_password_changed_elsewhere_makes_a_fresh_key(
    register: Register, clock: FixedClock, ids: Iterator[str]
) -> None:
    with register.writing() as session:
        old_id, old = own_key(session, "budi", PASSWORD, now=clock.now(), new_id=ids.__next__)
        session.get_one(OwnKey, "budi").registered = True
    with register.writing() as session:
        new_id, new = own_key(session, "budi", OTHER, now=clock.advance(days=1), new_id=ids.__next__)
    with register.reading() as session:
        row = session.get_one(OwnKey, "budi")
    assert old_id != new_id == row.key_id
    assert old.public != new.public == row.public
    assert (row.registered, row.made) == (False, clock.now())
    assert open_key(row.sealed, OTHER).public == new.public
