"""The rows of the four texts that train on digits alone."""

from collections.abc import Callable
from typing import Any

from .rows import ABSENT, CHANCE, Results, at, number, row

row("S000", "parameters", ABSENT, number("s000", "parameters", ","), "Not printed there.", "s000")
row("S000", "training loss, epoch 1", "0.2759", at("s000", "loss", 1), CHANCE, "s000")
row("S000", "test loss, epoch 1", "0.1870", at("s000", "val_loss", 1), CHANCE, "s000")
row("S000", "test loss, epoch 10", "0.0956", at("s000", "val_loss", 10), CHANCE, "s000")
row("S000", "training loss, epoch 50", "0.0925", at("s000", "loss", 50), CHANCE, "s000")
row("S000", "test loss, epoch 50", "0.0913", at("s000", "val_loss", 50), CHANCE, "s000")

A1 = "The text asks for `'adadelta'`, which meant a rate of 1.0 before TensorFlow 2; we set it."
for epoch, said in ((3, "0.2312"), (10, "0.1640"), (50, "0.1011")):
    row(
        "S001",
        f"simple, Adadelta(1.0), test loss, epoch {epoch}",
        f"{said} (published solution)",
        at("s001-simple-adadelta", "val_loss", epoch),
        A1,
        "s001-simple-adadelta",
    )
row(
    "S001",
    "simple, `'adadelta'` as it is today, epoch 50",
    "as above",
    at("s001-simple-default", "val_loss", 50),
    "Its default rate has been 0.001 since TensorFlow 2, a thousandth: the loss hardly moves.",
    "s001-simple-default",
)
row(
    "S001",
    "deep, Adadelta(1.0), test loss, epoch 100",
    "0.0993 (published solution)",
    at("s001-deep-adadelta", "val_loss", 100),
    A1,
    "s001-deep-adadelta",
)
row(
    "S001",
    "deep, adam, test loss, epoch 50",
    "0.0844 (published elsewhere)",
    at("s001-deep-adam", "val_loss", 50),
    "The labs train with adam; the text does not.",
    "s001-deep-adam",
)
row(
    "S001",
    "deep, adam, test loss, epoch 100",
    "about 0.08 (published elsewhere)",
    at("s001-deep-adam", "val_loss", 100),
    "The labs train with adam; the text does not.",
    "s001-deep-adam",
)


def ahead(optimizer: str, epoch: int) -> Callable[[Results], str]:
    simple = "s000" if optimizer == "adam" else "s001-simple-adadelta"
    if epoch == 100:
        simple = f"s001-simple-{optimizer}-100"

    def tell(r: Results) -> str:
        a = r[simple]["val_loss"][epoch - 1]
        b = r[f"s001-deep-{optimizer}"]["val_loss"][epoch - 1]
        return f"simple {a:.4f}, deep {b:.4f}"

    return tell


for optimizer, name in (("adadelta", "Adadelta(1.0)"), ("adam", "adam")):
    for epoch in (10, 50, 100):
        simple = {"adam": "s000", "adadelta": "s001-simple-adadelta"}[optimizer]
        row(
            "S001",
            f"deep against simple, both {name}, both {epoch} epochs",
            "deep is clearly better",
            ahead(optimizer, epoch),
            "The text judges by eye, from 100 epochs and 50; it shows one network twice.",
            simple if epoch < 100 else f"s001-simple-{optimizer}-100",
            f"s001-deep-{optimizer}",
        )


def decoded(optimizer: str, how: str) -> Callable[[Results], str]:
    def tell(r: Results) -> str:
        found = r["s001-wrong-decoder"][optimizer]
        if how == "wrong":
            return f"{found['wrong']:.2f}"
        apart = found["largest_difference"]
        told = f"at most {apart:.0e} from" if apart else "exactly"
        return f"{found['right']:.4f}, {told} the whole network's answers"

    return tell


for optimizer, name in (("adam", "adam"), ("adadelta", "Adadelta(1.0)")):
    row(
        "S001",
        f"deep code through the decoder as printed, {name}, test loss",
        ABSENT,
        decoded(optimizer, "wrong"),
        "`decoder_layer` is the simple network's; both codes have 32 numbers, so no error "
        "tells. How bad it is depends on the two trainings.",
        "s001-wrong-decoder",
    )
    row(
        "S001",
        f"the same through the deep network's own three layers, {name}",
        ABSENT,
        decoded(optimizer, "right"),
        "Repaired: encoder and decoder together are the network again.",
        "s001-wrong-decoder",
    )
row(
    "S001",
    "convolutional, parameters",
    ABSENT,
    number("s001-conv-adadelta", "parameters", ","),
    "Not printed there.",
    "s001-conv-adadelta",
)
for epoch, said in ((5, "0.1249 (published solution)"), (50, "0.094 (published elsewhere)")):
    row(
        "S001",
        f"convolutional, Adadelta(1.0), test loss, epoch {epoch}",
        said,
        at("s001-conv-adadelta", "val_loss", epoch),
        "Not explained: the text gives no run of its own, and ours is one run with no seed to "
        "compare. Adadelta gets there late; adam, below, does not. The code holds 128 numbers, "
        "not 32, so this loss is no match for the dense ones.",
        "s001-conv-adadelta",
    )
    row(
        "S001",
        f"convolutional, adam, test loss, epoch {epoch}",
        ABSENT,
        at("s001-conv-adam", "val_loss", epoch),
        "The text does not try adam.",
        "s001-conv-adam",
    )

SUM = "The text's formula is a sum over 784 pixels; its code, and this, is the mean."
row("S002", "parameters", ABSENT, number("s002", "parameters", ","), "Not printed there.", "s002")
row("S002", "loss of one batch, step 0", "0.235", at("s002", "batch_mse", 1), SUM, "s002")
row(
    "S002",
    "loss of one batch, step 1,000",
    "0.0149 to 0.0165",
    at("s002", "batch_mse", 11),
    "Another random start.",
    "s002",
)
row(
    "S002",
    "loss of one batch, step 20,000",
    "0.0036 to 0.0039",
    at("s002", "batch_mse", 201),
    "Another random start. Made with Keras's `fit` in place of the text's loop, see above.",
    "s002",
)
row(
    "S002",
    "mean squared error, test images, after 20,001 steps",
    ABSENT,
    lambda r: f"{r['s002']['mse']:.4f} ({r['s002']['psnr']:.1f} dB)",
    "The text looks at training batches only.",
    "s002",
)


def judged(which: str) -> Callable[[Results], str]:
    def tell(r: Results) -> str:
        found: dict[str, Any] = r["s004"]["test"][which]
        return f"{found['psnr']:.2f} dB, loss {found['bce']:.4f}"

    return tell


def best(r: Results) -> str:
    values = r["s004"]["val_loss"]
    return f"{min(values):.4f} (epoch {1 + values.index(min(values))})"


FIXED = "Noise drawn once for all epochs, here too; its random numbers are others."
row("S004", "parameters", "440,865", number("s004", "parameters", ","), "It does not.", "s004")
row("S004", "validation loss, epoch 1", "0.1091", at("s004", "val_loss", 1), CHANCE, "s004")
row("S004", "best validation loss", "0.0953 (epochs 19, 22)", best, FIXED, "s004")
row("S004", "validation loss, epoch 35", "0.0981", at("s004", "val_loss", 35), FIXED, "s004")
row("S004", "training loss, epoch 35", "0.0867", at("s004", "loss", 35), FIXED, "s004")
row("S004", "test images, noisy", ABSENT, judged("noisy"), "The text never scores them.", "s004")
row("S004", "test images, denoised after epoch 35", "\"pristine\"", judged("last"),
    "The text judges by eye and gives no number.", "s004")  # fmt: skip
row("S004", "test images, denoised with the best epoch's weights", ABSENT, judged("best"),
    "The text keeps the last weights.", "s004")  # fmt: skip
