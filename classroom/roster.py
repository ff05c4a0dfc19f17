"""The records that only the hub edits, as one union: what `Defined` may carry. Pure."""

from classroom.learner import Learner
from classroom.playlist import Activity, Playlist
from classroom.staff import Staff
from classroom.target import Framework
from classroom.zone import ClassGroup, School, Zone

Entity = School | ClassGroup | Zone | Staff | Learner | Framework | Activity | Playlist
