"""The demo's badges: pictures that a camera can read, texts that can be typed, nobody else's business."""

import io
from pathlib import Path

import pytest
from PIL import Image

from classroom.tokens import make_token
from demo.badges import card_picture, keep, kept
from demo.school.people import learners
from hardware.decode import decode
from hardware.stills import frame_of
from hub.service.shapes import PrintedBadge


@pytest.mark.parametrize("name", [learner.full for learner in learners()])
def test_the_picture_of_each_badge_is_read_as_its_text(name: str) -> None:
    token = make_token(name.encode().ljust(16, b"-")[:16])
    picture = Image.open(io.BytesIO(card_picture(name, token)))
    assert [code.text for code in decode(frame_of(picture, 0.0))] == [token]


def test_what_was_kept_is_found_again_and_nobody_else_may_look(tmp_path: Path) -> None:
    token = make_token(bytes(16))
    badge = PrintedBadge(owner="lu", full="Lu W.", token=token, print_no=1, class_name="Heron")
    keep(tmp_path / "badges", {"lu": badge})
    assert kept(tmp_path / "badges") == {"lu": token}
    assert (tmp_path / "badges").stat().st_mode & 0o077 == 0
    assert (tmp_path / "badges" / "lu.png").exists()


def test_a_folder_without_badges_has_none(tmp_path: Path) -> None:
    assert kept(tmp_path / "nowhere") == {}
