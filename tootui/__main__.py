"""`tootui` and `python -m tootui`."""

import sys

from tootui.cli.entry import main

if __name__ == "__main__":
    sys.exit(main())
