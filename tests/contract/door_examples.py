"""Examples of the documents by which grown-ups let people in; their bytes are golden."""

import msgspec

from classroom.documents import Document, FacesDocument, StaffDocument
from classroom.doors import ClassWrap, Face, PictureProof, SlowHash

SLOW = SlowHash(salt="c2FsdHNhbHRzYWx0c2FsdA==")

DOOR_DOCUMENTS: tuple[Document, ...] = (
    StaffDocument(staff="ms-r", card="Ym94", classes=(ClassWrap(class_="heron", wrap="d3JhcA=="),)),
    FacesDocument(
        class_="heron",
        name="Heron",
        faces=(
            Face(
                learner="amal",
                name="Amal",
                avatar="heron",
                wrap="d3JhcA==",
                pictures=PictureProof(
                    slow=msgspec.structs.replace(SLOW, passes=1, kib=8192), proof="cHJvb2Y="
                ),
            ),
            Face(learner="bo", name="Bo", wrap="d3JhcA=="),
        ),
    ),
)
