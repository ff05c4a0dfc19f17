"""Words for drawing. Pure."""

from enum import unique

from station.views.phrase import Phrase


@unique
class AtEasel(Phrase):
    """Colours, lines, papers."""

    DRAW = "Draw"
    YOUR_DRAWING = "Your drawing"
    DRAW_HERE = "Draw with your finger"
    PAGE_FULL = "Your page is full of lines."
    CLEAR = "Clear all"
    CLEAR_SURE = "Clear the whole page?"
    CLEAR_YES = "Yes, clear it"
    CLEAR_NO = "No, keep it"
    PAPER = "Paper"
    WHICH_PAPER = "Which paper?"
    BLANK = "Blank"
    SQUARES = "Squares"
    NUMBER_LINE = "Number line"
    ON_PHOTO = "My photo"
    DONE_DRAWING = "Ready"
    MAKING = "One moment, please …"
    NOT_MADE = "That did not work. Press Ready again."
    BLACK = "black"
    BLUE = "blue"
    GREEN = "green"
    ORANGE = "orange"
    PURPLE = "purple"
    BROWN = "brown"
    THIN = "thin"
    MEDIUM = "medium"
    THICK = "thick"
