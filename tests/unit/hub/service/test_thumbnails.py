"""Small pictures: made in the background, sealed apart, never from bytes that are no picture."""

import base64
import io

import pytest
from PIL import Image

from hub.service.thumbnails import MAX_BYTES, SIDE, Thumbnails, small_picture
from tests.factories_hub import MS_R, SchoolAtWork
from tests.unit.hub.pictures import picture
from tests.waiting import until


@pytest.mark.parametrize(
    "data", [picture(), picture(kind="PNG"), picture(90, 3000), picture(1200, 900, noise=True)]
)
def test_a_small_picture_is_small(data: bytes) -> None:
    small = small_picture(data)
    assert small is not None
    assert len(small) <= MAX_BYTES
    with Image.open(io.BytesIO(small)) as image:
        assert max(image.size) <= SIDE


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", picture()[:300], picture(kind="GIF"), picture(7000, 10), b"\xff\xd8\xff" * 99],
)
def test_what_is_no_picture_or_too_large_gives_none(data: bytes) -> None:
    assert small_picture(data) is None


def test_a_picture_that_arrives_gets_a_small_one_that_the_learner_and_the_teacher_can_open(
    school: SchoolAtWork,
) -> None:
    visit = school.cave.open_visit("amal")
    piece, box = school.cave.hand_in(visit, "amal", photo=picture())
    school.send()
    media = school.back.store.blobs.put(box)
    thumbs = Thumbnails(school.back)
    thumbs.start()
    state = until(lambda: [one for one in school.office.review_piece(piece, MS_R).media if one.thumb])[0]
    thumbs.stop()
    assert (state.media, state.state) == (media, "here")
    mime, small = school.office.media(state.thumb or "", MS_R)
    assert (mime, small[:2]) == ("image/jpeg", b"\xff\xd8")
    with school.back.store.reading() as tables:
        (row,) = tables.all("SELECT thumb, key, size FROM thumbs")
    assert len(school.back.store.blobs.get(row[0])) == row[2]
    assert base64.b64encode(row[1])


def test_bytes_that_are_no_picture_do_not_stop_the_next_one(school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    _, bad = school.cave.hand_in(visit, "amal", photo=b"no picture")
    good_piece, good = school.cave.hand_in(visit, "amal", photo=picture())
    school.send()
    thumbs = Thumbnails(school.back)
    thumbs.start()
    thumbs.post("0" * 64)
    thumbs.post(school.back.store.blobs.put(bad))
    thumbs.post(school.back.store.blobs.put(good))
    until(lambda: school.office.review_piece(good_piece, MS_R).media[0].thumb)
    thumbs.stop()
