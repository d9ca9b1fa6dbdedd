"""``python -m musnad`` is the command ``musnad``."""

import sys

from musnad.faces.cli import main

if __name__ == "__main__":
    sys.exit(main())
