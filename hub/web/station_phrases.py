"""How a station is, in a teacher's words: what happened, and what now. Pure."""

from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from hub.service.shapes import AlarmNow, AsideNow, FailingNow, MediaAwayNow, Safety, StationLine, StationsPage
from hub.web.badge_phrases import OF_BADGES
from hub.web.phrases import Fresh, clock, day, many

LOW_DISK: Final = 0.10
TONES: Final = {"live": "live", "late": "late", "offline": "offline", "none": "offline"}
CLOCKS: Final = {
    "hub": "time from the hub",
    "rtc": "time from its own clock",
    "none": "no time of its own",
}
KINDS: Final = {
    "redacted": "a record of somebody who was erased",
    "visit.opened": "a check-in",
    "visit.mode": "where a learner worked",
    "visit.closed": "the end of a visit",
    "visit.not_me": "a \u201cNot me\u201d",
    "evidence.handed_in": "a piece that was handed in",
    "evidence.withdrawn": "a piece that was taken back",
    "self.assessed": "a learner\u2019s own level",
    "choice.made": "what a learner chose to do",
    "help.opened": "a raised hand",
    "help.tried": "what a learner had tried",
    "help.cancelled": "a hand that went down",
    "staff.override": "what a grown-up did at the station",
    "tries.used_up": "a PIN or pictures that were wrong too often",
    "feedback.seen": "that feedback was read",
    "feedback.replied": "a reply to feedback",
    "pair.joined": "that learners work together",
    "observation.opened": "the key of an observation",
    "observation.made": "what a grown-up saw",
    "reassess.asked": "a wish to show again",
    "jump.asked": "a wish to start early",
    "disagree.raised": "an \u201cI see it differently\u201d",
    "draft.parked": "a draft",
    "draft.resumed": "a draft that went on",
    "draft.dropped": "a draft that was let go",
}


class Told(NamedTuple):
    """What happened, and what to do about it."""

    happened: str
    now: str


_FORKS: Final = {
    "behind": "Its card was put back to an older copy, or a copy of it ran elsewhere.",
    "other": "Its card and this hub remember different things under the same numbers.",
    "damaged": "Its card was damaged. It set the bad part aside and went on with what could be read.",
    "pruned": "This hub is older than what the station keeps, as after a restore.",
}
_PARTS: Final = {
    "camera": Told(
        "Its camera sleeps", "Look at the cable. Until then children type a code, and write or draw."
    ),
    "microphone": Told("Its microphone is silent", "Look at the plug. Until then children write or draw."),
    "disk": Told("Its disk is full", "Bring it near the hub and let it send; then free space on its card."),
    "store": Told("Its memory was damaged", "Let it send what it has. Then give it a new card."),
    "speech": Told("It cannot speak", "Look at the headphones. Until then read to those who need it."),
    "screen": Told("Its screen had trouble", "Look at it; switch it off and on once if it stays dark."),
}
_ASIDE: Final = (
    (
        "a kind of fact that this hub does not know",
        Told("The station is newer than this hub.", "Bring the hub up to date. Then it goes in by itself."),
    ),
    (
        "its visit is not known yet",
        Told("What it belongs to has not come yet.", "When the station has sent everything, try again."),
    ),
    (
        "another fact has this identity",
        Told(
            "Two different records carry the same number.",
            "Look whether this station\u2019s card was copied.",
        ),
    ),
    (
        "seal",
        Told(
            "It does not open with this hub\u2019s keys.",
            "Ask the learner to hand it in again; keep the card.",
        ),
    ),
)
_UNREAD: Final = Told("The hub could not read it.", "Bring the hub up to date, then try again.")
UNHEARD: Final = {
    "replayed": "said twice, or an old message again",
    "stranger": "from a station that this hub does not know",
    "before hello": "before the station had introduced itself",
    "not authentic": "without the right key",
    "unreadable": "that could not be read",
    "broken": "that broke their reader; they are in the log",
    "flood: files": "pieces of files, when too much came at once; they come again",
    "flood: facts": "records, when too much came at once; they come again",
    "flood: questions": "questions, when too much came at once; they come again",
    "at stations: forged": "that came to a station and were not from this hub",
    "at stations: replayed": "that came to a station twice, or an old message again",
    "at stations: unreadable": "that no station could read",
    "at stations: not for us": "that came to a station and were for another",
    "at stations: of another time": "old words of this hub that came to a station again",
    "at stations: beyond": "that told a station of more than there is",
}


def headline(page: StationsPage) -> str:
    """Return the one line that says how the stations are."""
    if not page.stations:
        return "Stations"
    parts = [many(len(page.stations), "station")]
    for state in ("live", "late", "offline"):
        number = sum(line.now.state == state for line in page.stations)
        if number:
            parts.append(f"{number} {state}")
    return " · ".join(parts)


SENT_AWAY: Final = {
    "closed": "while the door was closed",
    "wrong claim": "with a wrong code",
    "used claim": "with a code that was used already",
    "no ticket": "that had no place in the line",
    "broken promise": "that changed its mind on the way",
    "unreadable": "that said what no station says",
    "too many tries": "that had tried too often",
}


def freshness(line: StationLine, now_ms: int) -> Fresh:
    """Return how fresh a station is: a tone, an icon, the words."""
    now = line.now
    if now.state == "live":
        return Fresh("live", "wifi", "live")
    if now.heard_ms is None:
        return Fresh("offline", "wifi-off", "not heard since the hub started")
    heard = lasts((now_ms - now.heard_ms) // 1_000)
    if now.state == "late":
        return Fresh("late", "wifi", f"last heard {heard} ago")
    return Fresh("offline", "wifi-off", f"offline for {heard}")


def badge_list(line: StationLine, tz: ZoneInfo, now_ms: int) -> str:
    """Return how old the list of badges is by which a station lets in: what it does not hear, it does not know."""
    if line.now.heard_ms is None:
        return "not known"
    if line.now.state == "offline":
        return f"of {when(line.now.heard_ms, tz, now_ms)}; a badge lost since then still opens there"
    return "up to date"


def waiting(line: StationLine) -> str:
    """Return what a station still keeps to itself."""
    now = line.now
    if now.heard_ms is None:
        return "not known"
    if not now.queue:
        return "nothing" if now.state != "offline" else "nothing when it was last heard"
    oldest = f", the oldest for {lasts(now.oldest_s)}" if now.oldest_s >= 60 else ""
    return f"{many(now.queue, 'record')}{oldest}"


def lasts(seconds: int) -> str:
    """Return a length of time: "40 s", "14 min", "5 h", "3 days"."""
    if seconds < 120:
        return f"{seconds} s"
    if seconds < 7_200:
        return f"{seconds // 60} min"
    return f"{seconds // 3_600} h" if seconds < 172_800 else f"{seconds // 86_400} days"


def here(line: StationLine) -> str:
    """Return what of a station is in the hub, and how much of that is in a verified backup."""
    if not line.facts:
        return "nothing yet"
    safe = "all of them in a backup" if line.safe >= line.facts else f"{line.safe} in a backup"
    return f"{many(line.facts, 'record')}, {safe}" if line.safe else many(line.facts, "record")


def disk(line: StationLine) -> Told:
    """Return how full a station's disk is, and what to do when it is nearly full."""
    if line.now.clock == "":
        return Told("not told yet", "")
    share = f"{line.now.disk:.0%} free"
    if line.now.disk >= LOW_DISK:
        return Told(share, "")
    return Told(f"nearly full, {share}", "It takes no new pictures. Let it send, then free space.")


def clock_words(line: StationLine) -> str:
    """Return where a station's time comes from."""
    return CLOCKS.get(line.now.clock, line.now.clock)


def failing(part: FailingNow, tz: ZoneInfo, now_ms: int) -> Told:
    """Return what fails at a station, since when, and what now."""
    told = _PARTS.get(part.part, Told(f"Its {part.part} has trouble", "Have a look at it."))
    return Told(f"{told.happened} since {when(part.since_ms, tz, now_ms)}.", told.now)


def alarm(one: AlarmNow) -> Told:
    """Return what happened to a station once, and what now."""
    if one.kind == "gap":
        what = KINDS.get(one.why, "one record")
        return Told(
            f"One record was damaged on its card and cannot be read any more: {what}.",
            "Ask around whether somebody misses a piece. If it happens again, give the station a new card.",
        )
    if one.kind in OF_BADGES:
        return Told(*OF_BADGES[one.kind](one))
    happened = _FORKS.get(one.why, "Its card and this hub have two different pasts.")
    kept = f" It sends {many(one.count, 'record')} once more." if one.count else ""
    return Told(
        f"{happened}{kept}",
        "Nothing is lost and nothing counts twice. If you copied its card, use one of the two only.",
    )


def aside(one: AsideNow) -> Told:
    """Return why a fact is set aside, and what now."""
    return next((told for words, told in _ASIDE if words in one.reason), _UNREAD)


def kind(one: AsideNow) -> str:
    """Return what a fact that is set aside is about."""
    return KINDS.get(one.kind, "a record that this hub does not know")


def media(one: MediaAwayNow) -> str:
    """Return what kind of file it is."""
    kind = {"image": "picture", "audio": "recording", "video": "film"}.get(one.mime.partition("/")[0], "file")
    return kind if one.evidence else f"{kind} of a half-finished piece"


def on_its_way(one: MediaAwayNow) -> str:
    """Return how far a file is."""
    if one.state == "lost":
        return "lost on its station"
    return f"on its way, {one.share:.0%}" if one.share else "waiting at its station"


def when(at_ms: int, tz: ZoneInfo, now_ms: int) -> str:
    """Return a time: "10:28" today, "3 Nov 10:28" before."""
    same = day(at_ms, tz) == day(now_ms, tz)
    return clock(at_ms, tz) if same else f"{day(at_ms, tz)} {clock(at_ms, tz)}"


def safety(one: Safety, now_ms: int) -> tuple[str, Told]:
    """Return a tone, and how safe the work is: what is, and what now."""
    last = "There is no backup yet."
    if one.verified_ms is not None:
        last = f"The last backup was checked {lasts((now_ms - one.verified_ms) // 1_000)} ago."
    match one.second:
        case "none":
            now = "Plug a USB stick in, or name a shared folder, in [backup] second of hub.toml."
            kept = "Until then stations keep every record that they made."
            return "late", Told("Everything is on one disk.", f"{now} {kept} {one.trouble}".strip())
        case _ if one.trouble:
            return "offline", Told(last, one.trouble)
        case "away":
            return "late", Told(f"The second device is not plugged in. {last}", "Plug it in; that is all.")
        case "same disk":
            return "late", Told(
                last, "It lies on the hub\u2019s own disk: good for a trial, not for a school."
            )
    return ("live" if one.verified_ms is not None else "late"), Told(last, "")


def unheard(counts: dict[str, int]) -> tuple[tuple[int, str], ...]:
    """Return how many messages were not listened to, and why, the most frequent first."""
    known = sorted(counts.items(), key=lambda entry: -entry[1])
    return tuple((number, UNHEARD.get(reason, reason)) for reason, number in known)


def sent_away(counts: dict[str, int]) -> tuple[tuple[int, str], ...]:
    """Return how many were sent away at the door, and why, the most frequent first."""
    return tuple((number, SENT_AWAY.get(reason, reason)) for reason, number in sorted(
        counts.items(), key=lambda entry: -entry[1]
    ))  # fmt: skip
