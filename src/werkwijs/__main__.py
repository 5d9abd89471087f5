"""``python -m werkwijs``."""

import sys

from werkwijs.cli import main

if __name__ == "__main__":
    sys.exit(main())
