"""A hub that was restored: it may lack files that it had, and only what lies in its backup may be let go."""

from pathlib import Path

from msgspec.structs import replace

from classroom.wire.messages import MediaRef, Welcome
from station.store.keep import Store
from station.sync.drain import Drain
from tests.unit.station.made import STAMP, fill, opened

FILES = [f"{number:02x}" * 32 for number in range(1, 5)]


def welcome(store: Store, hub_epoch: str, upto: int, safe: int) -> Welcome:
    h = store.outbox.chain_hash(upto) or ""
    return Welcome(nonce="0" * 32, hub_epoch=hub_epoch, upto=upto, h=h, rev=0, time=0, safe=safe)


def with_files(store: Store) -> Drain:
    """Four facts with a file each, all of them at the hub; the first is safe."""
    fill(store, 4)
    with store.writing():
        for seq, media in enumerate(FILES, 1):
            store.media.capture(MediaRef(id=media, size=9, mime="image/jpeg"), "v", seq)
            store.media.mark(media, "have")
    drain = Drain(store, lambda: STAMP, lambda: 0.5)
    assert drain.welcome(welcome(store, "first", 4, 1))
    with store.writing():
        for media in FILES:
            store.media.mark(media, "have")
    return drain


def offered(store: Store) -> list[str]:
    return [ref.id for ref in store.media.to_offer(2**53)]


def test_under_another_epoch_every_file_that_no_backup_holds_is_offered_again(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        drain = with_files(store)
        assert offered(store) == []
        assert drain.welcome(welcome(store, "restored", 2, 1))
        assert offered(store) == FILES[1:]
        assert store.outbox.marks().upto == 2


def test_under_the_same_epoch_nothing_is_offered_twice(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        drain = with_files(store)
        assert drain.welcome(replace(welcome(store, "first", 4, 1), rev=9))
        assert offered(store) == []


def test_a_file_that_was_lost_here_is_not_offered(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        drain = with_files(store)
        with store.writing():
            store._db.execute("UPDATE media SET state = 'lost' WHERE media = ?", (FILES[2],))
        assert drain.welcome(welcome(store, "restored", 4, 0))
        assert offered(store) == [FILES[0], FILES[1], FILES[3]]
