"""python -m treatyopt"""

from treatyopt.cli import run

run()
