"""Whatever a finger may say on the map, the cards, the choices and herself."""

from hypothesis import strategies as st

from station.session import overview_touches
from station.session.events import Event

OVERVIEW_TOUCHES = (
    overview_touches.ChoosePressed, overview_touches.SeeAllPressed, overview_touches.ShowAgainPressed,
    overview_touches.AskPressed, overview_touches.DifferentlyPressed, overview_touches.EarlyPressed,
    overview_touches.MePressed, overview_touches.LanguageAsked, overview_touches.HowItWorksPressed,
)  # fmt: skip


def any_of_the_overview(
    ids: st.SearchStrategy[str], words: st.SearchStrategy[str], small: st.SearchStrategy[int]
) -> st.SearchStrategy[Event]:
    """Any touch on one of them."""
    return st.one_of(
        st.sampled_from(OVERVIEW_TOUCHES).map(lambda kind: kind()),
        st.builds(overview_touches.LeafTurned, by=small),
        st.builds(overview_touches.FilterTurned, what=st.sampled_from(["place", "company", "length"])),
        st.builds(overview_touches.IdeaPicked, target=ids, activity=st.none() | ids, reason=words),
        st.builds(overview_touches.StrandPicked, strand=words),
        st.builds(overview_touches.TargetOpened, target=ids),
        st.builds(overview_touches.HowPicked, how=st.sampled_from(["live", "write"])),
        st.builds(overview_touches.SinceTicked, since=st.sampled_from(["practised", "asked"])),
        st.builds(overview_touches.LanguagePicked, lang=st.sampled_from(["en", "es", "xx"])),
    )
