"""A child without her badge taps her three pictures; all of it is spoken. Pure."""

from classroom.pictures import CHOSEN, PICTURES
from station.session import picturing
from station.session.curtain import PictureWindow
from station.session.staff_touches import PicturesCleared, PictureTapped
from station.session.touches import BackPressed, SpeechAsked
from station.views.scene import picture, spoken
from station.views.shapes import Choice, Dots
from station.views.staff_shapes import PicturesView
from station.views.words import Always, AtStaff, Say


def pictures_view(page: PictureWindow, say: Say) -> PicturesView:
    """Return twelve pictures; those that she has tapped are marked, and never told right from wrong one by one."""
    title, note = say(AtStaff.TAP_THREE, name=page.face.name), _note(page, say)
    heard = spoken(note, title)
    rests = not picturing.takes(page)
    return PicturesView(
        spoken=heard,
        aloud=True,
        title=title,
        avatar=picture(page.face.avatar, page.face.name),
        dots=Dots(filled=len(page.picked), asked=CHOSEN),
        note=note,
        pictures=tuple(_picture(icon, page, rests=rests) for icon in PICTURES),
        rests=rests,
        speaker=Choice(
            words=say(Always.READ_ALOUD), event=SpeechAsked(text=heard), icon="volume-2", kind="quiet"
        ),
        again=Choice(
            words=say(AtStaff.BEGIN_AGAIN),
            event=PicturesCleared(),
            icon="rotate-ccw",
            enabled=bool(page.picked) and not rests,
        ),
        back=Choice(words=say(AtStaff.STOP), event=BackPressed(), icon="x"),
    )


def _picture(icon: str, page: PictureWindow, *, rests: bool) -> Choice:
    tapped = icon in page.picked
    return Choice(
        words="", event=PictureTapped(icon=icon), icon=icon, says=icon, chosen=tapped,
        enabled=not rests,
    )  # fmt: skip


def _note(page: PictureWindow, say: Say) -> str:
    if page.wait is not None:
        return say(AtStaff.PICTURES_WAIT)
    if page.checking:
        return say(AtStaff.LET_ME_SEE)
    return say(AtStaff.PICTURES_AGAIN) if page.again else ""
