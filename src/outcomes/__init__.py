"""What came of it: change before and after, with the uncertainty it has.

::

    import outcomes

    found = outcomes.change([2, 3, 2, 4, 3], [4, 4, 3, 4, 5])
    found.difference, found.interval        # 1.2, from 0.16 to 2.24
"""

from outcomes.changes import (
    Change,
    Interval,
    Share,
    ShareChange,
    change,
    share,
    share_change,
)
from outcomes.errors import NotAShare, NotPaired, OutcomesError

__all__ = [
    "Change",
    "Interval",
    "NotAShare",
    "NotPaired",
    "OutcomesError",
    "Share",
    "ShareChange",
    "change",
    "share",
    "share_change",
]
