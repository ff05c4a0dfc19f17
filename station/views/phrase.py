"""What a phrase is: the English words by which every language finds its own. Pure."""

from enum import Enum


class Phrase(Enum):
    """A phrase by its English words; {braces} are filled in."""
