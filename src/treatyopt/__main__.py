"""python -m treatyopt"""

import sys

from treatyopt.cli import main

sys.exit(main())
