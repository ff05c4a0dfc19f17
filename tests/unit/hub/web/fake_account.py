"""What is behind the pages for one person, without a hub: sign-ins, day passes, what was written down."""

from classroom.staff import Role, Staff
from classroom.tokens import make_token
from hub.errors import NotYours, ServiceRefused
from hub.service.audit_page import Asked
from hub.service.shapes import AuditLine, AuditPage, ClassLine, PassBadge, PassLine, SessionLine
from hub.service.substituting import Pass
from tests.unit.hub.web import heron

HOUR_MS = 3_600_000


class FakeAccount:
    """Account, day passes and audit."""

    def __init__(self) -> None:
        self.signed_in = [
            _line("here", "Firefox, Linux", 1, 0),
            _line("there", "Safari, iPad", 20, 2),
            _line("stray", "", 30, 25),
        ]
        self.password = "warm paper"
        self.open_passes: list[PassLine] = []
        self.asked: list[Asked] = []
        self.audit_lines = lines()
        self.broken = 0

    def sign_ins(self, staff: str, token: str) -> tuple[SessionLine, ...]:
        return tuple(self.signed_in)

    def end_session(self, staff: str, session: str) -> None:
        self.signed_in = [line for line in self.signed_in if line.id != session]

    def end_other_sessions(self, staff: str, token: str) -> int:
        self.signed_in = [line for line in self.signed_in if line.present]
        return 2

    def change_password(self, staff: str, token: str, old: str, new: str, address: str = "") -> None:
        if old != self.password:
            raise ServiceRefused("That is not your password of now. Nothing was changed.")
        self.password = new
        self.end_other_sessions(staff, token)

    def has_password(self, staff: str) -> bool:
        return True

    def pass_classes(self, staff: str) -> tuple[ClassLine, ...]:
        if staff != "st-1":
            raise NotYours
        return (
            ClassLine(id="c-heron", name="Heron", learners=22, block_open=True),
            ClassLine(id="c-comet", name="Comet", learners=24, block_open=False),
        )

    def passes(self, staff: str) -> tuple[PassLine, ...]:
        return tuple(self.open_passes)

    def open_pass(self, wanted: Pass, by: str, *, badge: bool = False) -> tuple[Staff, str, PassBadge | None]:
        if not wanted.name.strip():
            raise ServiceRefused("Say what the children call her or him.")
        person = Staff(
            id=f"sub-{len(self.open_passes)}", name=wanted.name, roles=frozenset({Role.TEACHER}),
            classes=(wanted.class_id,), until_ms=wanted.until_ms,
        )  # fmt: skip
        self.open_passes.append(
            PassLine(
                staff=person.id,
                name=person.name,
                class_name="Heron",
                until_ms=person.until_ms,
                by_name="Ms Rivera",
            )
        )
        made = PassBadge(token=make_token(bytes([7] * 16)), pin="271604")
        return person, "babab-dabud-fodis-gutih-tugad-mofan", made if badge else None

    def again_for_pass(self, staff: str, by: str) -> tuple[Staff, str]:
        (line,) = [line for line in self.open_passes if line.staff == staff]
        person = Staff(
            id=staff, name=line.name, roles=frozenset({Role.TEACHER}), classes=("c-heron",), until_ms=line.until_ms
        )  # fmt: skip
        return person, "lusab-babad-gutih-tugad-mofan-nuzop"

    def end_pass(self, staff: str, by: str) -> None:
        self.open_passes = [line for line in self.open_passes if line.staff != staff]

    def may_read_audit(self, staff: str) -> bool:
        return staff == "st-1"

    def audit_page(self, asked: Asked, staff: str) -> AuditPage:
        if staff != "st-1":
            raise NotYours
        self.asked.append(asked)
        return AuditPage(
            lines=self.audit_lines,
            more=False,
            rows=len(self.audit_lines),
            head="5f0c" * 8,
            broken=self.broken,
            learners=tuple((who.id, who.full) for who in heron.learners()),
            people=(("st-2", "Mr Tan"), ("st-1", "Ms Rivera")),
        )


def _line(id_: str, device: str, made_hours: int, seen_hours: int) -> SessionLine:
    return SessionLine(
        id=id_,
        device=device,
        made_ms=heron.NOW - made_hours * HOUR_MS,
        seen_ms=heron.NOW - seen_hours * HOUR_MS,
        present=not seen_hours,
    )


def lines() -> tuple[AuditLine, ...]:
    """A morning."""
    told = [
        ("st-1", "Ms Rivera", "judgement.made", "evidence/e", "G02", ("Maya R.",), "Seen in person"),
        ("st-1", "Ms Rivera", "media.opened", "media/m", "", ("Maya R.", "Amal K."), ""),
        ("st-9", "Mx Orr", "learner.opened", "learner/l", "", ("Bao T.",), ""),
        ("", "", "sign-in.failed", "staff/?", "", (), "from 10.0.0.9"),
        ("st-2", "Mr Tan", "defined", "learner/l", "", ("Amal K.",), ""),
        ("", "", "defined", "staff/st-9", "Mx Orr", (), "teacher"),
    ]
    return tuple(
        AuditLine(
            seq=len(told) - place, at_ms=heron.NOW - place * 700_000, actor=actor, actor_name=name,
            for_a_day=actor == "st-9", action=action, object=object_, about=about, learners=learners, reason=reason,
        )
        for place, (actor, name, action, object_, about, learners, reason) in enumerate(told)
    )  # fmt: skip
