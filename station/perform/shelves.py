"""Documents as they lie on the shelf, opened: clear ones, and hers with her key."""

import logging
from typing import Final

from classroom.documents import AnyDocument, LearnerDocument
from classroom.errors import MessageRefused
from classroom.ids import LearnerId
from classroom.wire.codec import decode_document
from plumbing.errors import SealBroken
from plumbing.seal import Key, unseal
from station.sync.envelopes import unbox_json

MEDIA: Final = b"media"
"""What every sealed file is bound to."""

log = logging.getLogger(__name__)


def read_document(body: bytes) -> AnyDocument | None:
    """Return a clear document; None, and a line in the log, when it cannot be read."""
    try:
        return decode_document(body)
    except MessageRefused:
        log.warning("a document on the shelf cannot be read")
        return None


def read_sealed(body: bytes, key: Key, learner: LearnerId) -> LearnerDocument | None:
    """Return a learner's document; None, and a line in the log, when it does not open with her key."""
    try:
        document = decode_document(unseal(key, unbox_json(body), f"learner {learner}".encode()))
    except (SealBroken, MessageRefused):
        log.warning("a learner's document does not open with her key")
        return None
    return document if isinstance(document, LearnerDocument) else None
