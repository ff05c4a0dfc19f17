"""U25, observing a learner: her targets, the words, the keys. Nothing on these pages is a level. Pure."""

from station.session.catalog import target as target_of
from station.session.observed import (
    LONGEST,
    ObservationPressed,
    Observing,
    TargetAimed,
    TypingPressed,
    WordsPicked,
)
from station.session.state import State, lang_of
from station.session.touches import PageTurned
from station.views.keys import keys
from station.views.observing_words import LIST, AtSeeing
from station.views.scene import spoken
from station.views.shapes import Choice
from station.views.staff_shapes import NoteView, Row, RowsView, TilesView
from station.views.staffroom import back
from station.views.words import AtStaff, Say

_ROWS = 4


def observing_view(state: State, page: Observing, say: Say) -> RowsView | TilesView | NoteView:
    """Return the targets, the words of the list, or the keys."""
    if page.typing:
        return _note_view(page, say)
    return _words_view(state, page, say) if page.target else _targets_view(state, page, say)


def _targets_view(state: State, page: Observing, say: Say) -> RowsView:
    """Her targets of now first, four a page."""
    targets = page.targets or ()
    pages = max(1, -(-len(targets) // _ROWS))
    at = min(page.page, pages - 1)
    title = say(AtSeeing.WHAT_DID, name=page.face.name)
    empty = say(AtStaff.ONE_MOMENT if page.targets is None else AtSeeing.NO_TARGETS)
    rows = tuple(
        _row(state, target, say, hers=place < page.now)
        for place, target in list(enumerate(targets))[at * _ROWS : (at + 1) * _ROWS]
    )
    return RowsView(
        spoken=spoken(title, *(row.title for row in rows), "" if rows else empty),
        title=title,
        note="" if rows else empty,
        rows=rows,
        page=say(AtStaff.PAGE, page=at + 1, pages=pages) if pages > 1 else "",
        earlier=_turn(-1, say) if at > 0 else None,
        later=_turn(1, say) if at + 1 < pages else None,
        back=back(say),
    )


def _row(state: State, target: str, say: Say, *, hers: bool) -> Row:
    line = _line(state, target)
    this = say(AtSeeing.THIS_ONE)
    return Row(
        title=line,
        words=say(AtSeeing.HERS_NOW) if hers else "",
        icon="footprints" if hers else "circle-dashed",
        tone="now" if hers else "calm",
        choice=Choice(words=this, event=TargetAimed(target=target), icon="eye", says=f"{this}: {line}"),
    )


def _words_view(state: State, page: Observing, say: Say) -> TilesView:
    title = say(AtSeeing.HOW_WAS_IT, name=page.face.name)
    line = _line(state, page.target)
    note = say(AtSeeing.NOT_KEPT) if page.failed else line
    tiles = tuple(
        Choice(
            words=words, event=WordsPicked(words=words), icon=icon, chosen=words in page.picked,
            enabled=not page.asked,
        )
        for words, icon in ((say(phrase), icon) for phrase, icon in LIST)
    )  # fmt: skip
    own = Choice(
        words=say(AtSeeing.OWN_WORDS), event=TypingPressed(), icon="pencil", chosen=bool(page.typed.strip()),
        enabled=not page.asked,
    )  # fmt: skip
    write = Choice(
        words=say(AtSeeing.WRITE_IT), event=ObservationPressed(), icon="check", kind="main",
        enabled=bool(page.words) and not page.asked,
    )  # fmt: skip
    return TilesView(
        spoken=spoken(title, note, *(tile.words for tile in tiles)),
        title=title,
        icon="eye",
        note=note,
        tiles=(*tiles, own, write),
        back=back(say),
    )


def _note_view(page: Observing, say: Say) -> NoteView:
    title = say(AtSeeing.HOW_WAS_IT, name=page.face.name)
    return NoteView(
        spoken=spoken(title, page.typed),
        title=title,
        text=page.typed,
        placeholder=say(AtSeeing.WORDS_HERE),
        left=LONGEST - len(page.typed),
        keys=keys(page.keys, say, done=True),
        back=back(say),
    )


def _line(state: State, target: str) -> str:
    found = target_of(state.room, target)
    return found.line(lang_of(state)) if found else target


def _turn(by: int, say: Say) -> Choice:
    words, icon = (AtStaff.LATER, "chevron-right") if by > 0 else (AtStaff.EARLIER, "chevron-left")
    return Choice(words="", says=say(words), event=PageTurned(what="targets", by=by), icon=icon)
