"""The page of stations as a hub gathers it: who sees which, what waits for a grown-up, what each act does."""

import msgspec
import pytest

from classroom.facts import DraftParked, Gap, StationErred, StationForked, VisitClosed
from classroom.staff import Role, Staff
from classroom.wire.codec import decode_envelope
from classroom.wire.messages import MediaRef, StationState
from hub.errors import NotYours, ServiceRefused
from hub.service.shapes import StationLine, StationsPage
from hub.service.status import in_words, status
from tests.factories_hub import COMET, HERON, MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork, enrol
from tests.stub_station import StubStation


def line(page: StationsPage, station: StubStation) -> StationLine:
    (found,) = [one for one in page.stations if one.now.station == station.record.station]
    return found


def fork(school: SchoolAtWork, station: StubStation, epoch: str = "e2") -> str:
    name = station.record.station
    fact = StationForked(station=name, epoch=epoch, was="e", kept=7, why="behind")
    school.back.writer.do(lambda tables: school.back.recording.note(tables, fact))
    return f"fork/{name}/{epoch}"


def a_fact_that_this_hub_does_not_know(school: SchoolAtWork) -> None:
    cave = school.cave
    visit = cave.open_visit("amal")
    row = decode_envelope(cave.write(VisitClosed(reason="bell"), ("amal",), visit))
    cave.rows.pop()
    cave.h = decode_envelope(cave.rows[-1]).h
    cave.append(msgspec.structs.replace(row, type="dance.danced", h=""))
    school.send(cave)


def test_each_station_says_how_it_is_and_how_much_of_it_is_here(school: SchoolAtWork) -> None:
    school.hear(school.cave)
    said = StationState(online=True, life="life", queue=2, oldest=90, disk=0.4, app="1.2", clock="hub")
    school.back.presence.said(school.cave.record.station, said)
    school.cave.open_visit("amal")
    school.send()
    school.clock.advance(5)
    page = school.office.stations(MS_R)
    cave = line(page, school.cave)
    assert (cave.now.state, cave.now.queue, cave.now.oldest_s, cave.now.disk) == ("live", 2, 95, 0.4)
    assert (cave.now.clock, cave.now.app, cave.facts, cave.safe) == ("hub", "1.2", 1, 0)
    assert (cave.zone and cave.zone.name, cave.classes) == ("Quiet Cave", ("Heron",))
    assert line(page, school.make).now.state == "offline"
    assert page.safety.second == "none"
    assert page.troubles == 0


def test_a_part_that_fails_is_told_until_it_is_back(school: SchoolAtWork) -> None:
    school.cave.write(StationErred(part="camera", what="lost"))
    school.clock.advance(60)
    school.cave.write(StationErred(part="disk", what="full"))
    school.cave.write(StationErred(part="camera", what="lost"))
    school.send()
    failing = line(school.office.stations(MS_R), school.cave).failing
    assert [(one.part, one.what) for one in failing] == [("camera", "lost"), ("disk", "full")]
    (zone,) = [one for one in school.office.room(HERON, MS_R).zones if one.zone.id == "cave"]
    assert [one.part for one in zone.failing] == ["camera"]
    assert school.office.counts(MS_R).stations == 2
    school.cave.write(StationErred(part="camera", what="back"))
    school.cave.write(StationErred(part="disk", what="back"))
    school.send()
    assert line(school.office.stations(MS_R), school.cave).failing == ()
    assert school.office.counts(MS_R).stations == 0


def test_a_fork_and_a_gap_are_alarms_until_somebody_has_seen_them(school: SchoolAtWork) -> None:
    name = fork(school, school.cave)
    school.cave.write(Gap(lost_type="evidence.handed_in"))
    school.send()
    alarms = school.office.stations(MS_R).alarms
    assert [(one.kind, one.why, one.count) for one in alarms] == [
        ("fork", "behind", 7),
        ("gap", "evidence.handed_in", 1),
    ]
    assert school.office.counts(MS_R).stations == 2
    school.office.see_alarm(name, MS_R)
    school.office.see_alarm(name, MS_R)
    assert [one.kind for one in school.office.stations(MS_R).alarms] == ["gap"]
    with school.back.store.reading() as tables:
        assert tables.all("SELECT count(*) FROM facts WHERE type = 'alarm.seen'") == [(1,)]
        assert tables.all("SELECT seen_by FROM alarms WHERE alarm = ?", name) == [(MS_R,)]


def test_what_is_set_aside_is_listed_and_tried_again_on_request(school: SchoolAtWork) -> None:
    a_fact_that_this_hub_does_not_know(school)
    (aside,) = school.office.stations(MS_R).aside
    assert (aside.kind, aside.tries, aside.zone_name) == ("dance.danced", 1, "Quiet Cave")
    assert line(school.office.stations(MS_R), school.cave).aside == 1
    assert school.office.retry_aside(aside.number, MS_R) == (0, 1)
    assert school.office.retry_aside(None, MS_R) == (0, 1)
    assert school.office.stations(MS_R).aside[0].tries == 3


def test_files_that_are_not_here_are_named_the_lost_ones_first(school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    first, _ = school.cave.hand_in(visit, "amal", photo=b"jpeg one")
    _, box = school.cave.hand_in(visit, "amal", photo=b"jpeg two")
    school.send()
    page = school.office.stations(MS_R)
    assert [(one.full, one.state) for one in page.media] == [("Amal K.", "waiting")] * 2
    assert line(page, school.cave).media_waiting == page.media_count == 2
    with school.back.store.reading() as tables:
        lost = tables.all("SELECT media FROM piece_media WHERE evidence = ?", first)[0][0]
    name = school.cave.record.station
    school.back.writer.do(lambda tables: tables.run("INSERT INTO lost_media VALUES (?, ?, 1)", (lost, name)))
    page = school.office.stations(MS_R)
    assert [(one.media == lost, one.state) for one in page.media] == [(True, "lost"), (False, "waiting")]
    assert (line(page, school.cave).media_lost, line(page, school.cave).media_waiting) == (1, 1)
    assert school.office.counts(MS_R).stations == page.troubles == 1
    school.office.give_up_media(lost, MS_R)
    page = school.office.stations(MS_R)
    assert len(page.media) == 1
    assert page.media[0].media != lost
    assert school.office.counts(MS_R).stations == page.troubles == 0
    school.back.store.blobs.put(box)
    assert school.office.stations(MS_R).media_count == 0, "the other one has come"


def test_a_file_that_is_here_cannot_be_given_up(school: SchoolAtWork) -> None:
    visit = school.cave.open_visit("amal")
    _, box = school.cave.hand_in(visit, "amal", photo=b"jpeg")
    school.send()
    media = school.back.store.blobs.put(box)
    assert school.office.stations(MS_R).media == ()
    with pytest.raises(ServiceRefused, match="nothing to give up"):
        school.office.give_up_media(media, MS_R)


def test_a_picture_of_a_half_finished_piece_is_missed_and_given_up_like_any_other(
    school: SchoolAtWork,
) -> None:
    visit, media = school.cave.open_visit("amal"), "ab" * 32
    ref = MediaRef(id=media, size=9, mime="image/jpeg")
    school.cave.write(DraftParked(draft="d1", kind="photo"), ("amal",), visit, media=(ref,))
    school.send()
    (one,) = school.office.stations(MS_R).media
    assert (one.media, one.evidence, one.full, one.state) == (media, "", "Amal K.", "waiting")
    school.office.give_up_media(media, MS_R)
    assert school.office.stations(MS_R).media == ()


def test_what_was_not_listened_to_is_counted_and_what_never_happened_is_not(school: SchoolAtWork) -> None:
    school.back.unheard = lambda: {"replayed": 3, "stranger": 0}
    assert school.office.stations(MS_R).unheard == {"replayed": 3}


@pytest.mark.parametrize(
    ("who", "sees", "acts"),
    [(MS_R, "all", True), (MR_T, "comet", True), (MS_ODE, "heron", False), (MX_B, "all", False)],
)
def test_each_sees_the_stations_of_her_classes(school: SchoolAtWork, who: str, sees: str, acts: bool) -> None:
    pond = StubStation(enrol(school.back, "make", (COMET,)), school.clock)
    heron, comet = {school.cave.record.station, school.make.record.station}, {pond.record.station}
    page = school.office.stations(who)
    wanted = {"all": heron | comet, "heron": heron, "comet": comet}[sees]
    assert {one.now.station for one in page.stations} == wanted
    assert page.may_act == acts


def test_a_station_of_another_class_is_nobodys_business(school: SchoolAtWork) -> None:
    name = fork(school, school.cave)
    a_fact_that_this_hub_does_not_know(school)
    page = school.office.stations("ms-r")
    for act in (
        lambda: school.office.see_alarm(name, MR_T),
        lambda: school.office.see_alarm(name, MS_ODE),
        lambda: school.office.see_alarm("fork/nowhere/e", MR_T),
        lambda: school.office.retry_aside(page.aside[0].number, MR_T),
    ):
        with pytest.raises(NotYours):
            act()
    assert school.office.stations(MR_T).alarms == ()
    assert school.office.stations(MR_T).aside == ()


def test_a_leader_sees_that_files_are_missing_and_not_whose(school: SchoolAtWork) -> None:
    school.cave.hand_in(school.cave.open_visit("amal"), "amal", photo=b"jpeg")
    school.send()
    assert [one.full for one in school.office.stations(MX_B).media] == [""]


def test_who_has_no_page_of_stations_has_no_number_for_it(school: SchoolAtWork) -> None:
    school.office.publish((Staff(id="new", name="New", roles=frozenset({Role.MENTOR}), classes=(HERON,)),))
    assert school.office.counts("new").stations is None
    with pytest.raises(NotYours):
        school.office.stations("new")


def test_the_hub_says_the_same_on_its_console(school: SchoolAtWork) -> None:
    fork(school, school.cave)
    a_fact_that_this_hub_does_not_know(school)
    school.cave.write(StationErred(part="disk", what="full"))
    school.send()
    with school.back.store.reading() as tables:
        told = status(tables, school.back.about_stations())
    words = in_words(msgspec.to_builtins(told))
    assert told["troubles"] == school.office.stations(MS_R).troubles == 3
    assert "1 in quarantine" in words
    assert "1 alarms that nobody has seen" in words
    assert "disk fails" in words
    assert "No second device" in words
