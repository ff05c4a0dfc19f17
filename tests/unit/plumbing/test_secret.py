"""A key in memory: in one place, equal in constant time, of no use once wiped, and never a shared byte."""

from collections.abc import Callable

import pytest

from plumbing import seal
from plumbing.errors import SealBroken, SecretGone
from plumbing.secret import Secret, overwrite

KEY = bytes(range(100, 132))


def test_a_secret_reads_like_bytes_and_never_says_itself() -> None:
    secret = Secret.of(KEY)
    assert (bytes(secret), len(secret)) == (KEY, 32)
    assert secret == KEY
    assert secret == Secret.of(KEY)
    assert secret != bytes(32)
    assert secret != "text"
    assert KEY.hex() not in repr(secret)
    assert repr(KEY) not in repr(secret)
    with pytest.raises(TypeError):
        hash(secret)


def test_a_wiped_secret_is_zeros_and_seals_opens_and_wraps_nothing() -> None:
    secret, box = Secret.of(KEY), seal.seal(KEY, b"words", b"")
    secret.wipe()
    secret.wipe()
    assert secret == bytes(32)
    uses: list[Callable[[], object]] = [
        lambda: seal.seal(secret, b"words", b""),
        lambda: seal.unseal(secret, box, b""),
        lambda: seal.wrap(secret, KEY, "amal"),
        lambda: seal.wrap(KEY, secret, "amal"),
        lambda: seal.seal_to(seal.box_keypair()[1], secret),
        lambda: seal.derive(secret, "doc"),
    ]
    for use in uses:
        with pytest.raises(SecretGone):
            use()


def test_fresh_keys_differ_and_what_was_taken_is_overwritten() -> None:
    assert seal.fresh_key() != seal.fresh_key()
    made = bytes(bytearray(KEY))
    assert Secret.taken(made) == KEY
    assert made == bytes(32)


def test_bytes_that_the_interpreter_shares_are_never_overwritten() -> None:
    shared = bytes([7])
    overwrite(shared)
    overwrite(b"")
    assert (shared, bytes([7])) == (b"\x07", b"\x07")


def test_a_box_of_one_byte_changes_no_shared_byte() -> None:
    for byte in range(256):
        plain = bytes([byte])
        assert seal.unseal(KEY, seal.seal(KEY, plain, b""), b"") == plain
    assert [bytes([byte])[0] for byte in range(256)] == list(range(256))
    assert bytes(1) == b"\0"


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_of_another_length_opens_nothing(size: int) -> None:
    with pytest.raises(SealBroken):
        seal.seal(bytes(size), b"words", b"")
    with pytest.raises(SealBroken):
        seal.unseal(Secret.of(KEY + b"x"), seal.seal(KEY, b"words", b""), b"")
