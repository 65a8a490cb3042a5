"""Lab 08: right answers keep all points, and each wrong one loses those of its exercise alone."""

from lab_tests import *  # noqa: F403

LAB = "08_using_the_code"
