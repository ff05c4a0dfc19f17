"""Examples of what learners ask for and what they are answered; their bytes are golden."""

from classroom import facts as f
from classroom.asking import Meeting

THURSDAY = Meeting(day="2026-11-05", zone="show", time="10:30")

ASKING_FACTS: tuple[f.Fact, ...] = (
    f.ReassessAsked(request="r1", target="G01", how="tell", since=("practised",)),
    f.JumpAsked(request="r2", target="G02"),
    f.DisagreeRaised(request="r3", target="G01"),
    f.ReassessAgreed(by="ms-r", request="r1", learner="amal"),
    f.ReassessSet(by="ms-r", request="r1", learner="amal", meeting=THURSDAY),
    f.ReassessClosed(by="ms-r", request="r1", learner="amal", outcome="done", words="Clear now."),
    f.JumpAnswered(
        by="ms-r", request="r2", learner="amal", target="G02", answer="waive", words="You know it."
    ),
    f.DisagreeAnswered(by="ms-r", request="r3", learner="amal", words="Show me.", meeting=THURSDAY),
)
