"""What children of the section would write about their work, by strand. Pure."""

from typing import Final

from classroom.target import Framework

SAID: Final = {
    "Grammar": (
        "Although it rained, we stayed outside because the game was close.",
        "My dog barks. He barks at the wind, and at me.",
        "She gave it to him, so he was glad.",
        "First I cut it after the verb, then I read it aloud to Gus.",
    ),
    "Maths": (
        "For 3 cups I need 2 lemons, so for 12 cups I need 8.",
        "I checked it by going back the other way.",
        "The middle is 38 and the spread is 7.",
        "Minus 4 is left of minus 1, so it is colder.",
    ),
    "Science": (
        "I changed only the wing. The long wing fell slower, 2.1 s and 1.4 s.",
        "My claim is true because both tests gave the same.",
        "The metal felt cold since the heat left my hand.",
        "We measured the desk five ways. Twice it was 71 cm.",
    ),
    "Habits": (
        "First I do the draft, then I ask. It went well until lunch.",
        "I tried it three ways before I asked.",
        "I said it again, slower, and then they could follow.",
    ),
}


def strand_of(i_can: str, framework: Framework) -> str:
    """Return the strand of the target with this line; that of the first target when there is none."""
    found = [target for target in framework.targets if target.line("en") == i_can]
    return (found or framework.targets)[0].strand
