"""The runs that `benchmarks/seeds.py` knows, in the order in which it makes them."""

from . import digits, synthetic, by_hand, denoising  # noqa: F401, I001 (the order of running)
from .registry import RUNS as RUNS
