"""What her path and the answers of grown-ups look like: U04, U15. Pure."""

from station.views.shapes import Choice, Dots, Frame, PieceLook, Shape, Tone, View


class NowCard(Shape, frozen=True, kw_only=True):
    """One thing she works on. `fresh`: a grown-up answered it (words beside an envelope); empty if not."""

    title: str
    icon: str
    line: str
    dots: Dots | None
    fresh: str
    choice: Choice


class NextTile(Shape, frozen=True, kw_only=True):
    """One thing that can come next, with the reason why it stands there."""

    title: str
    icon: str
    reason: str
    reason_icon: str
    choice: Choice


class PictureCard(Shape, frozen=True, kw_only=True):
    """One of at most three big cards of a young learner."""

    title: str
    icon: str
    tone: Tone
    choice: Choice


class PathView(View, frozen=True, kw_only=True):
    """U04. A young learner has `cards` and up to 3 `stars`; all others have the three groups.

    `started` offers a half-finished piece. `now_empty`, `next_empty` are kind lines for an empty group.
    `more_now`, `more_next` turn the page of their group; None when there is one page. `see_all` leads to the map,
    `choose` to all that she could do.
    """

    frame: Frame
    mastered: int
    mastered_words: str
    now_title: str
    now: tuple[NowCard, ...]
    now_empty: str
    more_now: Choice | None
    next_title: str
    next: tuple[NextTile, ...]
    next_empty: str
    more_next: Choice | None
    keep_going: Choice
    started: Choice | None
    mail: Choice | None
    see_all: Choice | None = None
    choose: Choice | None = None
    cards: tuple[PictureCard, ...] = ()
    stars: int = 0


class StartedCard(Shape, frozen=True, kw_only=True):
    """One piece that she has begun: how it looks, what for, where and when (`icon` is the place's).

    `away` says when it comes; empty if it is here.
    """

    piece: PieceLook
    title: str
    where: str
    icon: str
    away: str
    choice: Choice


class StartedView(View, frozen=True, kw_only=True):
    """Which of the pieces that she has begun she goes on with; `more` turns the page, None when there is one."""

    frame: Frame
    title: str
    drafts: tuple[StartedCard, ...]
    more: Choice | None
    back: Choice


class FeedbackRow(Shape, frozen=True, kw_only=True):
    """One line of words; pressing the row speaks it."""

    title: str
    icon: str
    tone: Tone
    words: str
    speak: Choice


class FeedbackView(View, frozen=True, kw_only=True):
    """U15: one answer a page, newest first. `verdict` is a kind line when a decision came with it."""

    frame: Frame
    i_can: str
    verdict: str
    verdict_icon: str
    verdict_tone: Tone
    lines: tuple[FeedbackRow, ...]
    piece: PieceLook
    tries: str
    replies: tuple[Choice, ...]
    replied: str
    newer: Choice | None
    older: Choice | None
    page: str
    back: Choice
    onward: Choice
