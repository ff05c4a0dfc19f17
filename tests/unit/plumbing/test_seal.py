"""The formats of keys, boxes and MACs: final, so pinned by golden bytes and by refusals."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbing import seal
from plumbing.errors import SealBroken

KEY = bytes(range(32))
bits = st.binary(max_size=300)


@given(bits, bits)
def test_a_box_opens_with_its_key_and_its_purpose_only(plain: bytes, about: bytes) -> None:
    box = seal.seal(KEY, plain, about)
    assert len(box) == len(plain) + seal.OVERHEAD
    assert seal.unseal(KEY, box, about) == plain
    for key, data, purpose in [
        (bytes(32), box, about),
        (KEY, box[:-1] + bytes([box[-1] ^ 1]), about),
        (KEY, box, about + b"x"),
        (KEY, box[:10], about),
    ]:
        with pytest.raises(SealBroken):
            seal.unseal(key, data, purpose)


def test_a_box_of_another_release_still_opens() -> None:
    box = bytes.fromhex(
        "000102030405060708090a0b0c0d0e0f1011121314151617ffe27f16f5b1e81eb0ee0ea93ca667f228bf95607211b7"
    )
    assert seal.unseal(KEY, box, b"media") == b"a piece"


def test_hkdf_is_rfc_5869_with_our_salt() -> None:
    secret = b"s" * 16
    block = hmac.digest(hmac.digest(b"waystation/1", secret, "sha256"), b"doc\x01", "sha256")
    assert seal.derive(secret, "doc") == block
    assert seal.badge_key(secret) == block


def test_the_look_up_id_of_a_badge_never_changes() -> None:
    assert seal.badge_id(bytes(16)) == "ebc40d4dafe398a2ec120d2cc694715a"
    assert (
        bytes(seal.badge_key(bytes(16))).hex()
        == "a66ba9289d1f9c4c78ca0088454ecf889776649edc15dc7ea1234ad10135984b"
    )


def test_a_wrap_is_for_one_owner() -> None:
    box = seal.wrap(KEY, b"k" * 32, "amal")
    assert seal.unwrap(KEY, box, "amal") == b"k" * 32
    with pytest.raises(SealBroken):
        seal.unwrap(KEY, box, "bao")
    with pytest.raises(SealBroken):
        seal.unwrap(KEY, seal.wrap(KEY, b"short", "amal"), "amal")


def test_a_sealed_box_opens_for_the_hub_only() -> None:
    private, public = seal.box_keypair()
    other, _ = seal.box_keypair()
    box = seal.seal_to(public, b"v" * 32)
    assert seal.open_sealed(private, box) == b"v" * 32
    for key, data in [(other, box), (private, box[:-1]), (private, b"")]:
        with pytest.raises(SealBroken):
            seal.open_sealed(key, data)


@given(bits)
def test_a_trailer_binds_topic_life_counter_and_payload(payload: bytes) -> None:
    message = seal.authenticate(KEY, "ws/1/a", "life", 7, payload)
    assert len(message) == len(payload) + seal.TRAILER
    assert seal.check(KEY, "ws/1/a", "life", message) == (7, payload)
    for key, topic, life, data in [
        (bytes(32), "ws/1/a", "life", message),
        (KEY, "ws/1/b", "life", message),
        (KEY, "ws/1/a", "other", message),
        (KEY, "ws/1/a", "life", b"x" + message),
        (KEY, "ws/1/a", "life", message[:5]),
    ]:
        with pytest.raises(SealBroken):
            seal.check(key, topic, life, data)


def test_no_two_ways_to_split_topic_and_life_give_one_mac() -> None:
    assert seal.authenticate(KEY, "ab", "c", 1, b"")[-16:] != seal.authenticate(KEY, "a", "bc", 1, b"")[-16:]


def test_the_trailer_has_its_golden_bytes() -> None:
    assert (
        seal.authenticate(KEY, "ws/1/t", "l", 1, b"p").hex()
        == "70000000000000000194a7aad47522e4380d7052d38da20e44"
    )


def test_a_signature_binds_its_topic() -> None:
    seed, public = seal.signing_keypair()
    signed = seal.sign(seed, "ws/1/a/pub/hub", b"{}")
    assert seal.verify(public, "ws/1/a/pub/hub", signed) == b"{}"
    for topic, data in [("ws/1/a/pub/head", signed), ("ws/1/a/pub/hub", b"x" + signed), ("t", b"")]:
        with pytest.raises(SealBroken):
            seal.verify(public, topic, data)


def test_the_chain_depends_on_everything_before() -> None:
    first = seal.chain("", b"a")
    assert first == hashlib.blake2b(b"a", digest_size=16).hexdigest()
    assert seal.chain(first, b"b") != seal.chain("", b"b")


def test_a_media_id_is_the_hash_of_the_ciphertext() -> None:
    assert seal.media_id(b"x") == hashlib.blake2b(b"x", digest_size=32).hexdigest()


def test_a_stream_opens_in_its_order_only() -> None:
    key = seal.random_bytes(seal.KEY)
    sealer = seal.StreamSealer(key)
    boxes = [sealer.seal(b"one", b"head"), sealer.seal(b"two"), sealer.seal(b"three", last=True)]
    assert [len(box) for box in boxes] == [
        3 + seal.STREAM_OVERHEAD,
        3 + seal.STREAM_OVERHEAD,
        5 + seal.STREAM_OVERHEAD,
    ]
    opener = seal.StreamOpener(key, sealer.header)
    assert opener.open(boxes[0], b"head") == (b"one", False)
    with pytest.raises(SealBroken):
        opener.open(boxes[2])
    assert opener.open(boxes[1]) == (b"two", False)
    assert opener.open(boxes[2]) == (b"three", True)


def test_a_stream_of_another_key_header_or_beginning_stays_closed() -> None:
    key = seal.random_bytes(seal.KEY)
    sealer = seal.StreamSealer(key)
    box = sealer.seal(b"one", b"head")
    for opener in (
        seal.StreamOpener(seal.random_bytes(seal.KEY), sealer.header),
        seal.StreamOpener(key, bytes(seal.STREAM_HEADER)),
    ):
        with pytest.raises(SealBroken):
            opener.open(box, b"head")
    for cut in (b"", box[:10], box[:-1], box + b"x"):
        with pytest.raises(SealBroken):
            seal.StreamOpener(key, sealer.header).open(cut, b"head")
    with pytest.raises(SealBroken):
        seal.StreamOpener(key, sealer.header).open(box, b"another head")
    with pytest.raises(SealBroken):
        seal.StreamOpener(key, sealer.header[:-1])
    assert seal.box_public(seal.box_keypair()[0]) != seal.box_public(seal.box_keypair()[0])


def test_the_keys_of_a_session_are_stretched_by_hkdf_and_never_change_their_form() -> None:
    """Vectors of ws/1: another release of either side has to come to the same keys."""
    life, mine, yours = "0123456789abcdef", "00" * 16, "0f" * 16
    salt = b"waystation/1" + bytes(16) + b"\x0f" * 16
    block = hmac.digest(hmac.digest(salt, KEY, "sha256"), b"session 0123456789abcdef\x01", "sha256")
    assert seal.session_key(KEY, life, mine, yours) == block
    assert block.hex() == "7f734b22ec513c3401c1fa9169a2b2b31a836635ad0f52dc3b4d74a941b16355"
    frame = seal.authenticate(block, "ws/1/0123456789abcdef/up/cave-1/rq", life, 1, b"{}")
    assert frame.hex() == "7b7d00000000000000018981a6bb4370fecc8e512ea84d009c12"


nonces = st.binary(min_size=16, max_size=16).map(bytes.hex)
asked = st.tuples(
    st.binary(min_size=32, max_size=32), st.text("0123456789abcdef", max_size=16), nonces, nonces
)


@given(asked, asked)
def test_another_key_life_or_nonce_makes_other_keys(
    one: tuple[bytes, str, str, str], other: tuple[bytes, str, str, str]
) -> None:
    assert (seal.session_key(*one) == seal.session_key(*other)) == (one == other)
    key, life, mine, yours = one
    if mine != yours:
        assert seal.session_key(*one) != seal.session_key(key, life, yours, mine)
