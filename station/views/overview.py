"""The views of the screens on which she sees where she is, chooses, and asks. Pure."""

from station.session.overview import Choosing, Me, Overview, OverviewScreen, ShowAgain, TargetCard
from station.views.board_shapes import BoardView, TargetView
from station.views.choosing import choosing_view
from station.views.mapping import mapping_view
from station.views.myself import myself_view
from station.views.scene import Scene
from station.views.showing_again import showing_again_view
from station.views.target_card import target_view


def overview_view(scene: Scene, screen: OverviewScreen) -> BoardView | TargetView:
    """Return what one of these screens shows."""
    match screen:
        case Choosing():
            return choosing_view(scene, screen)
        case Overview():
            return mapping_view(scene, screen)
        case TargetCard():
            return target_view(scene, screen)
        case ShowAgain():
            return showing_again_view(scene, screen)
        case Me():
            return myself_view(scene, screen)
