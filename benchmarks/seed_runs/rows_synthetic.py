"""The rows of the fourth text: rows with and without a pattern, then digits."""

from collections.abc import Callable

from .pictures_synthetic import LAYERS
from .rows import ABSENT, Results, at, row
from .synthetic import FEATURES


def spread(run: str) -> Callable[[Results], str]:
    def tell(r: Results) -> str:
        copied = r[run]["copied"]
        kept = f", copies of feature {' and '.join(map(str, copied))}" if copied else ""
        return f"mean {r[run]['mean']:.3f}, sd {r[run]['sigma']:.3f}{kept}"

    return tell


TWO = "Two exact copies and thirty times ½ would give mean 7.5 and sd 0.791."
row(
    "S003", "uniform, 32-2-32, error", "sd 0.794", spread("s003-uniform-32"), TWO, "s003-uniform-32"
)
row(
    "S003",
    "uniform, 32-16-8-4-2 and back, as described (1,450 parameters)",
    "sd 0.800",
    spread("s003-uniform-32-mirrored"),
    "What the prose describes; the printed code builds the next one.",
    "s003-uniform-32-mirrored",
)
row(
    "S003",
    "uniform, the same as printed (3,974 parameters)",
    "sd 0.800",
    spread("s003-uniform-32-printed"),
    "In the printed code all four decoder layers have 32 features.",
    "s003-uniform-32-printed",
)


def without_pattern(n: int) -> Callable[[Results], str]:
    limits = f"(N-2)/4 = {(n - 2) / 4:g}, N/4 = {n / 4:g}"
    return lambda r: f"{r[f's003-uniform-{n}']['mean']:.3f}; {limits}"


def with_pattern(n: int) -> Callable[[Results], str]:
    def tell(r: Results) -> str:
        found = r[f"s003-sine-{n}"]
        return f"{found['mean']:.3f}; best constant answer {found['constant']:.2f}"

    return tell


def tail(run: str) -> Callable[[Results], str]:
    def tell(r: Results) -> str:
        found = r[run]
        return f"{found['mean']:.3f}, middle 90 %: {found['low']:.2f} to {found['high']:.2f}"

    return tell


for n in FEATURES:
    row(
        "S003",
        f"uniform, N = {n}, mean error",
        'only in a picture; "increases exponentially"' if n == 32 else "only in a picture",
        without_pattern(n),
        "The growth is linear, a quarter for each feature; the picture doubles N at each step.",
        f"s003-uniform-{n}",
    )
for n in FEATURES:
    row(
        "S003",
        f"sin², N = {n}, mean error",
        "only in a picture" if n < 32 else "only in a picture, about 1.2",
        with_pattern(n),
        "Two numbers describe each row exactly, in a linear code; sigmoids cannot quite.",
        f"s003-sine-{n}",
    )
for count, run in list(enumerate(LAYERS, start=1))[1:]:
    row(
        "S003",
        f"sin², N = 32, {count} layers on each side, mean error",
        "only in a picture" if count < 4 else "only in a picture, about 0.2 with a long tail",
        tail(run),
        "The text does not give the widths; ours are (16, 2) and (16, 6, 2)."
        if count < 4
        else "Another random start. With a tenth of the rows it was still at 6.59.",
        run,
    )


def digits_of(kind: str) -> Callable[[Results], str]:
    return lambda r: (
        f"{' '.join(map(str, r['s003-mnist']['labels'][kind]))}; error "
        f"{min(r['s003-mnist']['error'][kind]):.1f} to {max(r['s003-mnist']['error'][kind]):.1f}"
    )


row("S003", "MNIST, 784-32-784, test loss, epoch 10", ABSENT, at("s003-mnist", "val_loss", 10),
    "Not printed there.", "s003-mnist")  # fmt: skip
row("S003", "MNIST, ten best digits", "almost all ones", digits_of("best"),
    "As the text says: a thin stroke has few pixels to get wrong.", "s003-mnist")  # fmt: skip
row("S003", "MNIST, ones among the 100 best", ABSENT,
    lambda r: str(r["s003-mnist"]["ones_in_best_100"]), "Counted here.", "s003-mnist")  # fmt: skip
row("S003", "MNIST, ten worst digits", "only in a picture", digits_of("worst"),
    "The text gives no list.", "s003-mnist")  # fmt: skip
