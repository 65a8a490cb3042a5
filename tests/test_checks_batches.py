"""Streams of batches: well mixed and endless for training, complete and in order for testing."""

import numpy as np
import pytest

from autograder import checks
from autograder.outcomes import Wrong

COUNT, SIZE = 600, 50
IMAGES = np.repeat(np.arange(COUNT, dtype="float32")[:, None], 3, axis=1)
JUNK = [None, "a word", 3, object(), {}, len, [None], ["a"], [3], [[]], [np.zeros((2, 2))]]


def packed(order, size=SIZE):
    return [IMAGES[order[at : at + size]] for at in range(0, len(order), size)]


def passes(seed, make):
    rng = np.random.default_rng(seed)
    return np.concatenate([make(rng) for _ in range(3)])


def buffered(rng, buffer):
    """The order that a buffer of that size gives."""
    waiting, order, rest = list(range(buffer)), [], list(range(buffer, COUNT))
    while waiting:
        order.append(waiting.pop(rng.integers(len(waiting))))
        waiting += [rest.pop(0)] if rest else []
    return np.array(order)


@pytest.mark.parametrize("seed", range(20))
def test_every_shuffled_stream_is_right(seed):
    checks.shuffled_batches(packed(passes(seed, lambda rng: rng.permutation(COUNT))), IMAGES, SIZE)
    # Repeated before it is shuffled: no image is missing for long.
    mixed = np.random.default_rng(seed).permutation(np.tile(np.arange(COUNT), 17))[: 3 * COUNT]
    checks.shuffled_batches(packed(mixed), IMAGES, SIZE)


@pytest.mark.parametrize("seed", range(5))
def test_other_streams_are_wrong(seed):
    once = np.random.default_rng(seed).permutation(COUNT)
    blocks = np.arange(COUNT).reshape(-1, SIZE)
    half = np.tile(np.arange(COUNT // 2), 6)
    wrong = [
        packed(np.tile(np.arange(COUNT), 3)),
        packed(np.tile(once, 3)),
        packed(passes(seed, lambda rng: rng.permutation(blocks).ravel())),
        packed(passes(seed, lambda rng: buffered(rng, 100))),
        packed(passes(seed, lambda rng: buffered(rng, 256))),
        packed(np.random.default_rng(seed).permutation(half)),
        packed(once),
        packed(passes(seed, lambda rng: rng.permutation(COUNT)), 25),
        [batch[:, :2] for batch in packed(passes(seed, lambda rng: rng.permutation(COUNT)))],
        [batch / 255 for batch in packed(passes(seed, lambda rng: rng.permutation(COUNT)))],
        [batch * np.nan for batch in packed(passes(seed, lambda rng: rng.permutation(COUNT)))],
        *JUNK,
    ]
    for batches in wrong:
        with pytest.raises(Wrong):
            checks.shuffled_batches(batches, IMAGES, SIZE)


@pytest.mark.parametrize("count", [130, 100, 7])
def test_test_batches_are_complete_and_in_order(count):
    some = IMAGES[:count]
    right = packed(np.arange(count))
    checks.ordered_batches(right, some, SIZE)
    checks.ordered_batches(tuple(right), some, SIZE)
    wrong = [right[:-1], right * 2, [*right[:-1], right[-1][::-1]], packed(np.arange(count), 5)]
    for batches in [*wrong, *JUNK]:
        with pytest.raises(Wrong):
            checks.ordered_batches(batches, some, SIZE)
