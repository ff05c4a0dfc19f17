"""A first start: what a person says step by step, and that nothing is a hub before all of it is said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from classroom.staff import Role, Staff
from classroom.zone import ClassGroup
from hub.errors import ServiceRefused, TooManyTries
from hub.service.beginning import Beginning, places_beyond
from hub.service.office import Office
from hub.service.setting_up import begin, is_begun
from hub.store import audit
from hub.store.store import looking
from plumbing import seal
from tests.factories_hub import Clock, open_back


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def beginning(tmp_path: Path, clock: Clock) -> Beginning:
    return Beginning(tmp_path, clock, seal.random_bytes)


def entered(beginning: Beginning) -> Beginning:
    beginning.enter(beginning.code)
    return beginning


def all_said(beginning: Beginning) -> Beginning:
    entered(beginning).say_school("pt", "Cedar Bend", "Europe/Lisbon")
    beginning.say_person("Ms R", "long enough", "long enough")
    beginning.written_down()
    beginning.say_words(tuple(beginning.recovery_key().words[place - 1] for place in beginning.places()))
    beginning.say_second("")
    beginning.say_class("Heron")
    return beginning


def test_the_code_opens_once_and_for_one_browser(beginning: Beginning) -> None:
    token = beginning.enter(beginning.code.upper().replace("-", "  "))
    assert beginning.is_hers(token)
    assert not beginning.is_hers("")
    assert not beginning.is_hers(token[:-1])
    with pytest.raises(ServiceRefused, match="another browser"):
        beginning.enter(beginning.code)


def test_whoever_guesses_waits(beginning: Beginning, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(ServiceRefused, match="not the code"):
            beginning.enter("babab-babab-babab-babab")
    with pytest.raises(TooManyTries):
        beginning.enter(beginning.code)
    clock.advance(2)
    assert beginning.enter(beginning.code)


def test_a_code_is_not_guessed_and_not_used_again(tmp_path: Path, clock: Clock) -> None:
    codes = {Beginning(tmp_path, clock, seal.random_bytes).code for _ in range(50)}
    assert len(codes) == 50
    assert {len(code.split("-")) for code in codes} == {4}


@pytest.mark.parametrize(
    ("say", "why"),
    [
        (lambda one: one.say_school("en", "  ", "UTC"), "what the school is called"),
        (lambda one: one.say_school("en", "Cedar", "Middle/Earth"), "time zone"),
        (lambda one: one.say_school("en", "Cedar", "../../etc/passwd"), "time zone"),
        (lambda one: one.say_school("<b>", "Cedar", "UTC"), "language"),
        (lambda one: one.say_person("", "long enough", "long enough"), "children call you"),
        (lambda one: one.say_person("Ms R", "short", "short"), "at least 8"),
        (lambda one: one.say_person("Ms R", "long enough", "long enouhg"), "not the same"),
        (lambda one: one.say_words(("a", "b", "c", "d")), "not the words"),
        (lambda one: one.say_words(()), "not the words"),
        (lambda one: one.say_second("stick"), "from the root"),
        (lambda one: one.say_second("/nowhere/at/all"), "no folder"),
        (lambda one: one.say_class(" "), "what the class is called"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(
    beginning: Beginning, say: Callable[[Beginning], None], why: str
) -> None:
    entered(beginning)
    before = beginning.step, beginning.answers
    with pytest.raises(ServiceRefused, match=why):
        say(beginning)
    assert (beginning.step, beginning.answers) == before


def test_a_folder_on_the_hubs_own_disk_is_no_second_device(beginning: Beginning, tmp_path: Path) -> None:
    with pytest.raises(ServiceRefused, match="own disk"):
        entered(beginning).say_second(str(tmp_path))


def test_folders_at_hand_are_those_on_other_disks(tmp_path: Path) -> None:
    lines = [f"/dev/sda1 {tmp_path} ext4", "shm /dev/shm tmpfs", "/dev/sdb1 /media/gone\\040stick vfat", ""]
    assert places_beyond(tmp_path, "\n".join(lines)) == ()


def test_after_the_four_words_nobody_here_knows_the_key(beginning: Beginning) -> None:
    entered(beginning)
    key = beginning.recovery_key()
    assert beginning.recovery_key() == key
    beginning.written_down()
    assert len(set(beginning.places())) == 4
    beginning.say_words(tuple(key.words[place - 1] for place in beginning.places()))
    assert beginning.answers.recovery == key.public
    assert beginning._key is None
    with pytest.raises(ServiceRefused, match="counts already"):
        beginning.back_to("recovery")


def test_one_may_go_back_and_what_was_said_stands(beginning: Beginning) -> None:
    entered(beginning).say_school("en", "Cedar Bend", "UTC")
    beginning.say_person("Ms R", "long enough", "long enough")
    beginning.back_to("school")
    assert (beginning.step, beginning.answers.person) == ("school", "Ms R")
    beginning.back_to("class")
    assert beginning.step == "school"
    beginning.say_school("en", "Cedar Bend Middle", "UTC")
    assert (beginning.step, beginning.answers.school) == ("person", "Cedar Bend Middle")


def test_all_of_it_makes_a_hub_in_one_step(beginning: Beginning, tmp_path: Path, clock: Clock) -> None:
    said = all_said(beginning).answers
    assert not is_begun(tmp_path)
    begin(tmp_path, clock, said)
    assert is_begun(tmp_path)
    with looking(tmp_path) as tables:
        school = tables.definitions.school()
        assert (school.name, school.tz, school.langs) == ("Cedar Bend", "Europe/Lisbon", ("pt",))
        (person,) = tables.definitions.all(Staff)
        (first_class,) = tables.definitions.all(ClassGroup)
        assert person.roles == {Role.TEACHER, Role.MENTOR, Role.ADMIN}
        assert person.classes == (first_class.id,)
        assert [entry.action for entry in audit.after(tables, 0)][-1] == "set-up"
    back = open_back(tmp_path, clock)
    try:
        assert Office(back).check_password("ms r", "long enough") == person.id
        assert back.keys.recovery_key() == said.recovery
    finally:
        back.stop()


def test_a_folder_without_any_person_is_no_hub_yet(tmp_path: Path, clock: Clock) -> None:
    """As after a cut in the middle: the database is there, and nobody in it."""
    open_back(tmp_path, clock).stop()
    assert not is_begun(tmp_path)
