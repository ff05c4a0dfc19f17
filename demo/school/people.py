"""The people of Cedar Bend: one section of 24 with names that hurt, and its staff. All made up. Pure."""

from typing import Final

from classroom.ids import StaffId
from classroom.learner import Band, Consent, Density, Learner, Supports, band_of
from classroom.staff import Role, Staff

SECTION: Final = "heron"
TEACHER: Final[StaffId] = "ms-r"
_ALL: Final = Consent(photo=True, voice=True, family_file=True)
_NAMES: Final = """
amal | Amal | K | ar | tent
bao | Bao | T | vi | leaf
celeste | Celeste | O | es | star
dmytro | Dmytro | S | uk | compass
efe | Efe | A | en | book-open
farah | Farah | H | ar | flame
gus | Gus | L | en | waves
hana | Hana | M | en | brush
ivo | Ivo | P | en | hammer
june | June | B | en | sparkles
kai | Kai | N | en | map-pin
lu | Lu | W | en | eye
maya-1 | Maya | R | es | leaf
maya-2 | Maya | R | en | star
noor | Noor | D | so | tent
sofia | Sofia | G | es | flame
tomas | Tomás | E | es | compass
j | J | F | en | waves
wolf | Wolfeschlegelsteinhausen | X | en | book-open
dandre | D'Andre | C | en | brush
anne-marie | Anne-Marie | V | tl | hammer
ngoc-anh | Ngọc Ánh | Đ | vi | sparkles
layla | ليلى | ا | ar | map-pin
oleksandr | Олександр | К | uk | eye
"""
_OWN: Final[dict[str, Supports]] = {
    "gus": Supports(switch=True, time="off"),
    "efe": Supports(calm=True),
    "celeste": Supports(contrast=True),
    "lu": Supports(scale=1.3),
    "amal": Supports(read="auto"),
}
_NO_PHOTO: Final = frozenset({"bao"})
_NEWCOMER: Final = Band(density=Density.MANY, speech="auto", look="plain")


def staff() -> tuple[Staff, ...]:
    """Return the grown-ups of the section; Ms R runs the demo's hub as well."""
    return (
        Staff(
            id=TEACHER,
            name="Ms R",
            roles=frozenset({Role.TEACHER, Role.MENTOR, Role.ADMIN}),
            classes=(SECTION,),
        ),
        Staff(id="mr-t", name="Mr T", roles=frozenset({Role.TEACHER, Role.MENTOR}), classes=(SECTION,)),
        Staff(id="ms-ode", name="Ms Ode", roles=frozenset({Role.AIDE}), classes=(SECTION,)),
    )


def learners() -> tuple[Learner, ...]:
    """Return the 24 learners of the section Heron."""
    return tuple(_learner(line) for line in _NAMES.strip().splitlines())


def _learner(line: str) -> Learner:
    name, given, initial, lang, avatar = (cell.strip() for cell in line.split("|"))
    return Learner(
        id=name,
        given=given,
        initial=initial,
        roster_key=f"cb-{name}",
        grade="06",
        classes=(SECTION,),
        avatar=avatar,
        home_langs=(lang,),
        band=_NEWCOMER if name == "amal" else band_of("06"),
        supports=_OWN.get(name, Supports()),
        consent=Consent(voice=True) if name in _NO_PHOTO else _ALL,
    )
