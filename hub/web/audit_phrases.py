"""What was written down, in words for a teacher and a family. Pure."""

from typing import Final

from hub.service.shapes import AuditLine, AuditPage
from hub.web.phrases import many

HUB: Final = "The hub or its console"
GONE: Final = "Somebody who is not here any more"
_ACTIONS: Final = {
    "media.opened": ("eye", "opened a picture or recording"),
    "evidence.opened": ("eye", "opened a piece of work"),
    "learner.opened": ("eye", "opened the learner\u2019s page"),
    "profile.opened": ("eye", "opened what the learner told about herself"),
    "audit.read": ("shield-check", "read this list"),
    "export": ("download", "exported"),
    "exported": ("download", "exported"),
    "sign-in": ("log-in", "signed in"),
    "sign-in.failed": ("circle-alert", "somebody could not sign in"),
    "session.ended": ("log-out", "ended a session"),
    "password.changed": ("key-round", "changed the password"),
    "password.failed": ("circle-alert", "did not know the old password"),
    "password.set": ("key-round", "set a password"),
    "pass.signed-in-again": ("key-round", "gave a substitute another sign-in"),
    "sign-in.made": ("key-round", "made a sign-in that works once"),
    "recovery.changed": ("key-round", "made a new recovery sheet"),
    "backup": ("hard-drive", "made a backup"),
    "restored": ("hard-drive", "brought the hub back from a backup"),
    "set-up": ("house", "set the hub up"),
    "piece.levelled": ("pencil", "gave a piece a level"),
    "feedback.given": ("message-circle", "wrote feedback"),
    "judgement.made": ("star", "judged"),
    "talk.flagged": ("message-circle", "asked for a talk"),
    "talk.held": ("message-circle", "talked with her"),
    "chips.set": ("pencil", "changed the ready lines of feedback"),
    "block.opened": ("door-open", "opened a block"),
    "block.closed": ("door-closed", "closed a block"),
    "attendance.marked": ("users", "said who is here"),
    "announcement.made": ("message-circle", "made an announcement"),
    "announcement.ended": ("message-circle", "ended an announcement"),
    "zone.closed": ("moon", "closed a zone"),
    "zone.opened": ("door-open", "opened a zone"),
    "plan.approved": ("route", "agreed a plan"),
    "badge.printed": ("id-card", "printed a badge"),
    "badge.revoked": ("ban", "ended a badge"),
    "media.given_up": ("image-off", "gave a file up as lost"),
    "station.enrolled": ("monitor", "let a station in"),
    "station.revoked": ("ban", "shut a station out"),
    "station.picked": ("monitor", "chose which of two machines goes on"),
    "station.commanded": ("monitor", "asked a station for something"),
    "pin.set": ("key-round", "set a PIN"),
    "pictures.set": ("key-round", "gave a learner new pictures"),
    "clock.corrected": ("clock", "set the hub\u2019s clock"),
    "date.set": ("calendar", "set the day of a piece"),
    "files.let_go": ("clock", "let photos and voices go, for their time was over"),
    "detail.counted": ("clock", "made counts of visits, for their year was over"),
    "erase.ordered": ("trash-2", "ordered that a learner be erased"),
}
_DEFINED: Final = {
    "learner": ("user", "changed the roster"),
    "staff": ("users", "changed a person of the staff"),
    "class": ("users", "changed a class"),
    "school": ("settings", "changed the school\u2019s settings"),
    "zone": ("map-pin", "changed a zone"),
}
_LIBRARY: Final = ("library", "changed the library")


def look(line: AuditLine) -> tuple[str, str]:
    """Return an icon, and what was done."""
    kind = line.object.partition("/")[0]
    if line.action == "defined":
        return _DEFINED.get(kind, _LIBRARY)
    return _ACTIONS.get(line.action, ("file-text", line.action.replace(".", " ").replace("_", " ")))


def actor(line: AuditLine) -> str:
    """Return who did it; a substitute is named as one."""
    if not line.actor:
        return "Nobody who is known" if line.action == "sign-in.failed" else HUB
    name = line.actor_name or GONE
    return f"{name} (day pass)" if line.for_a_day else name


def details(line: AuditLine) -> str:
    """Return what else there is to say: what it is about, and why."""
    return " · ".join(part for part in (line.about, line.reason) if part)


def whole(page: AuditPage) -> tuple[str, str, str]:
    """Return a tone, an icon, and whether the chain holds."""
    if page.broken:
        now = "Keep the last backup, and ask whoever looks after this hub."
        return (
            "offline",
            "triangle-alert",
            f"Line {page.broken} is not what it was when it was written. {now}",
        )
    return (
        "live",
        "shield-check",
        f"The chain holds: {many(page.rows, 'line')}, none changed, none taken out.",
    )
