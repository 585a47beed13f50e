"""The errors that idesign raises on purpose. All others are faults of the program.

IdesignError
├── InputError        what was given cannot be used: one line with what, where and what would be right (exit 2)
│   ├── BriefError        the request in words
│   ├── RoomError         the room or the room file
│   └── SceneError        a scene document or a scene graph
├── ModelError        a language model could not be reached or understood
│   └── ServerError       its server is dead, silent, broken or refuses the key: asking again is of no use
├── BudgetError       the budget for language models is used up: the work waits, it is not done without them
├── StoreError        an object store does not take what is sent to it: the work waits
├── RenderError       no renderer could draw on this machine
│   └── PhotoError    all but photographs could be drawn
└── ExportError       a written file does not hold what it should; it is not kept
"""

from __future__ import annotations


class IdesignError(Exception):
    """Base of all; its text is one line for a person."""


class InputError(IdesignError, ValueError):
    """What was given cannot be used."""


class BriefError(InputError):
    """The request in words cannot be used."""


class RoomError(InputError):
    """The room cannot be used."""


class SceneError(InputError):
    """A scene document or scene graph cannot be used."""


class ModelError(IdesignError):
    """A language model could not be reached or understood."""


class ServerError(ModelError):
    """The model's server is dead, silent, broken or refuses the key: asking it again is of no use."""


class BudgetError(IdesignError):
    """The budget for language models is used up. No `ModelError`: whoever can do without a model must not, silently."""


class StoreError(IdesignError):
    """An object store does not take what is sent to it."""


class RenderError(IdesignError):
    """No renderer could draw on this machine."""


class PhotoError(RenderError):
    """Photographs could not be taken; all else was drawn."""


class ExportError(IdesignError):
    """A written file does not hold what it should; it is not kept."""
