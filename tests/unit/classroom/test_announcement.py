"""Words to everybody name no learner; what is only a word names nobody."""

import pytest

from classroom.announcement import names_somebody, said_in
from classroom.learner import Learner

CLASS = tuple(
    Learner(id=name, given=name, preferred=preferred)
    for name, preferred in (("Amal", ""), ("Will", ""), ("Maximiliana", "Mimi"), ("Thị Ánh", ""), ("Lu", ""))
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Amal, please come.", "Amal"),
        ("AMAL'S bag is here.", "Amal"),
        ("we wait for amal", "Amal"),
        ("Where is Mimi?", "Mimi"),
        ("Where is Maximiliana?", "Maximiliana"),
        ("Thị Ánh has the ball.", "Thị Ánh"),
        ("We will go out. Amalgam, Lunch, blue.", ""),
        ("Ask Will.", "Will"),
        ("Circle in five minutes.", ""),
    ],
)
def test_a_name_is_found_as_a_word_of_its_own(text: str, name: str) -> None:
    assert names_somebody(text, CLASS) == name


def test_the_first_language_that_has_words_is_said() -> None:
    text = {"en": "Circle.", "es": "Círculo."}
    assert [said_in(text, langs) for langs in (("es", "en"), ("so", "en"), ("so",))] == [
        "Círculo.",
        "Circle.",
        "Circle.",
    ]
    assert said_in({}, ("en",)) == ""
