"""A course in plain pages, and in packages for learning systems: SCORM 1.2 and 2004, cmi5, or just HTML.

::

    import coursepack as cp

    course = cp.read(Path("course.json").read_text())
    for fault in cp.faults(course):
        print(fault.lesson, fault.block, fault.message("nl"))
"""

from coursepack.course import (
    Asked,
    Block,
    Card,
    Case,
    CaseChoice,
    CaseStep,
    Course,
    Discussion,
    File,
    Language,
    Lesson,
    Media,
    Reflection,
    Statement,
    Task,
    Text,
)
from coursepack.faults import Fault, UnsoundCourse
from coursepack.marking import is_answer, is_right, score
from coursepack.questions import (
    Choice,
    Estimate,
    Match,
    Open,
    Option,
    Order,
    Pair,
    Question,
    Several,
)
from coursepack.reading import block, read, write
from coursepack.soundness import expect_sound, faults
from coursepack.state import State, UnreadableState

__all__ = [
    "Asked",
    "Block",
    "Card",
    "Case",
    "CaseChoice",
    "CaseStep",
    "Choice",
    "Course",
    "Discussion",
    "Estimate",
    "Fault",
    "File",
    "Language",
    "Lesson",
    "Match",
    "Media",
    "Open",
    "Option",
    "Order",
    "Pair",
    "Question",
    "Reflection",
    "Several",
    "State",
    "Statement",
    "Task",
    "Text",
    "UnreadableState",
    "UnsoundCourse",
    "block",
    "expect_sound",
    "faults",
    "is_answer",
    "is_right",
    "read",
    "score",
    "write",
]
