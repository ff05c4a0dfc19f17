"""Words in one place, for children, in any language."""

import json
from enum import Enum
from pathlib import Path
from typing import get_args

from classroom.zone import ZoneKind
from station.views.idle import TROUBLES
from station.views.scene import ZONE_ICONS
from station.views.words import (
    OTHER_LANGUAGES,
    OWN_NAMES,
    PHRASES,
    Always,
    AtDoor,
    OnPath,
    is_right_to_left,
    words,
)

ROOT = Path(__file__).resolve().parents[4]


def test_every_phrase_fits_a_child() -> None:
    lists = {Always.WEEKDAYS, Always.MONTHS}
    assert [phrase for phrase in PHRASES if len(phrase.value.split()) > 10 and phrase not in lists] == []


def test_no_phrase_shames_or_ranks() -> None:
    bad = ("behind", "late", "fail", "wrong", "%", "rank", "score", "error", "invalid")
    assert [
        phrase.value for phrase in PHRASES if any(word in phrase.value.lower().split() for word in bad)
    ] == []


def test_a_language_says_what_it_knows_and_english_the_rest() -> None:
    spanish: dict[str, dict[Enum, str]] = {"es": {OnPath.KEEP_GOING: "Seguir", AtDoor.HELLO: "Hola {name}"}}
    say = words("es", spanish)
    assert say(OnPath.KEEP_GOING) == "Seguir"
    assert say(AtDoor.HELLO, name="Amal") == "Hola Amal"
    assert say(AtDoor.NOT_ME) == "Not me"
    assert words("xx", spanish)(OnPath.KEEP_GOING) == "Keep going"


def test_translations_keep_the_places_that_are_filled_in() -> None:
    for language in OTHER_LANGUAGES.values():
        for phrase, text in language.items():
            assert text.count("{") == phrase.value.count("{")


def test_braces_in_a_name_are_only_letters() -> None:
    assert words("en")(AtDoor.HELLO, name="{seats}") == "Hello {seats}"


def test_arabic_runs_to_the_left_and_each_language_calls_itself() -> None:
    assert is_right_to_left("ar", {"ar": {}})
    assert not is_right_to_left("ar", {}), "its words are English yet"
    assert not is_right_to_left("en", {"en": {}})
    assert OWN_NAMES["es"] == "Español"


def test_every_kind_of_zone_has_a_picture_and_every_trouble_a_sentence() -> None:
    assert set(ZONE_ICONS) == set(get_args(ZoneKind))
    assert all(phrase.value.endswith((".", "?")) for phrase in TROUBLES.values())


def test_the_icons_of_the_zones_exist() -> None:
    known = json.loads((ROOT / "station/ui/assets/lucide.json").read_text(encoding="utf-8"))
    assert set(ZONE_ICONS.values()) <= set(known)
