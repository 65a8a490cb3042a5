"""Lab 08: maps, search, classifiers and detectors, trained as grading trains them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from cases import Array, Case, Data, Line, Recipe

LAB = "08_using_the_code"
METRICS = {
    "latent2": "mean squared error of `latent2` (squared grey values)",
    "precision": "share of the 5 nearest codes that show the query's digit",
    "knn": "accuracy of 5 nearest neighbours among 10,000 codes, on 1,000 test images",
    "svm": "accuracy of the linear support vector machine on the same test images",
    "frozen": "accuracy with 500 labels and a frozen encoder",
    "tuned": "accuracy with 500 labels, the encoder tuned or built anew",
    "one_class_1": "AUC: trained on ones alone, other digits to be found",
    "held_out_1": "AUC: trained without ones, ones to be found",
    "held_out_8": "AUC: trained without eights, eights to be found",
    "unseen_1": "error on ones beside the other eight digits, as a multiple of the other network's",
    "unseen_8": "error on eights, likewise",
}
REMARKS = (
    "For a network that saw no ones, ones are about as easy to draw as the digits it knows. Their\n"
    "AUC lies near one half or below. So the lines of both AUCs keep out nonsense only; whether a\n"
    "digit was left out is seen in the error on it, beside that of the network that knows it. The\n"
    "error is taken as a multiple of that on the eight digits which both know. The accuracies\n"
    "with 500 labels keep out what was not trained; whether an encoder is frozen or tuned is read\n"
    "from its weights."
)
BATCH = 256
SHELF, QUERIES, FEW = 10_000, 1_000, 500
ENCODER = ((128, "relu"), (64, "relu"), (32, "relu"))
DECODER = ((64, "relu"), (128, "relu"), (784, "sigmoid"))
PLANE = ((128, "relu"), (64, "relu"), (2, None))
Stack = Sequence[tuple[int, str | None]]


def stack(layers: Stack, inputs: int) -> Any:
    import keras

    dense = [keras.layers.Dense(units, activation=rule) for units, rule in layers]
    return keras.Sequential([keras.Input((inputs,)), *dense])


def pair(encoder: Stack, images: Array, epochs: int, loss: str, seed: int) -> tuple[Any, Any]:
    """An encoder and its whole autoencoder, trained on images of 784 numbers."""
    import keras

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    first, second = stack(encoder, 784), stack(DECODER, encoder[-1][0])
    whole = keras.Sequential([first, second])
    whole.compile(optimizer="adam", loss=loss)
    if epochs:
        whole.fit(images, images, epochs=epochs, batch_size=BATCH, verbose=0)
    return first, whole


def answers(model: Any, inputs: Array) -> Array:
    return np.asarray(model.predict(inputs, batch_size=1000, verbose=0))


def plane(layers: Stack = PLANE, epochs: int = 5, loss: str = "mse") -> Recipe:
    """An autoencoder with a code of two numbers."""

    def recipe(seed: int, data: Data) -> dict[str, float]:
        _, whole = pair(layers, data.x_train, epochs, loss, seed)
        return {"latent2": float(np.mean((answers(whole, data.x_test) - data.x_test) ** 2))}

    return recipe


def principal(images: Array, count: int) -> Callable[[Array], Array]:
    """The projection on the first principal components of the images."""
    mean = images.mean(axis=0, dtype="float64")
    _, vectors = np.linalg.eigh((images - mean).T @ (images - mean))
    return lambda other: (other - mean) @ vectors[:, : -count - 1 : -1]


def pca_2(seed: int, data: Data) -> dict[str, float]:
    """Two principal components: as a map, and as a code."""
    project = principal(data.x_train, 2)
    centred = data.x_test - data.x_train.mean(axis=0, dtype="float64")
    lost = np.sum(centred**2) - np.sum(project(data.x_test) ** 2)
    return {"latent2": float(lost / data.x_test.size), **neighbours(project, data)}


def neighbours(encode: Callable[[Array], Array], data: Data) -> dict[str, float]:
    """What the five nearest of 10,000 codes say about 1,000 test images."""
    shelf, queries = encode(data.x_train[:SHELF]), encode(data.x_test[:QUERIES])
    shelf, queries = shelf.astype("float64"), queries.astype("float64")
    squares = np.sum(shelf**2, axis=1) - 2 * queries @ shelf.T
    nearest = data.y_train[np.argpartition(squares, 5, axis=1)[:, :5]]
    votes = np.array([np.bincount(row, minlength=10).argmax() for row in nearest])
    known = data.y_test[:QUERIES]
    return {
        "precision": float(np.mean(nearest == known[:, None])),
        "knn": float(np.mean(votes == known)),
    }


def codes(epochs: int = 5) -> Recipe:
    """The deep network's code: search, vote, a linear machine, and 500 labels."""

    def recipe(seed: int, data: Data) -> dict[str, float]:
        encoder, _ = pair(ENCODER, data.x_train, epochs, "binary_crossentropy", seed)
        scores = neighbours(lambda images: answers(encoder, images), data)
        scores["svm"] = machine(encoder, data, seed)
        if epochs:
            scores["frozen"] = few(encoder, data, seed, trainable=False)
            scores["tuned"] = few(encoder, data, seed, trainable=True)
        return scores

    return recipe


def machine(encoder: Any, data: Data, seed: int) -> float:
    import keras

    keras.utils.set_random_seed(seed)
    layer = keras.layers.Dense(10, kernel_regularizer=keras.regularizers.L2(0.001))
    model = keras.Sequential([keras.Input((32,)), layer])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="hinge")
    targets = 2 * np.eye(10, dtype="float32")[data.y_train[:SHELF]] - 1
    inputs = answers(encoder, data.x_train[:SHELF])
    model.fit(inputs, targets, epochs=20, batch_size=200, verbose=0)
    found = answers(model, answers(encoder, data.x_test[:QUERIES])).argmax(axis=1)
    return float(np.mean(found == data.y_test[:QUERIES]))


def few(encoder: Any, data: Data, seed: int, trainable: bool, epochs: int = 40) -> float:
    """The accuracy of a classifier on top of a copy of the encoder, from 500 labels."""
    import keras

    keras.utils.set_random_seed(seed)
    copy = keras.models.clone_model(encoder)
    copy.set_weights(encoder.get_weights())
    copy.trainable = trainable
    model = keras.Sequential([copy, keras.layers.Dense(10, activation="softmax")])
    rate = keras.optimizers.Adam(learning_rate=0.005)
    model.compile(optimizer=rate, loss="sparse_categorical_crossentropy")
    model.fit(data.x_train[:FEW], data.y_train[:FEW], epochs=epochs, batch_size=50, verbose=0)
    return float(np.mean(answers(model, data.x_test).argmax(axis=1) == data.y_test))


def scratch(epochs: int) -> Recipe:
    """A classifier of the same layers that never saw an unlabelled image."""

    def recipe(seed: int, data: Data) -> dict[str, float]:
        encoder, _ = pair(ENCODER, data.x_train, 0, "binary_crossentropy", seed)
        return {"tuned": few(encoder, data, seed, trainable=True, epochs=epochs)}

    return recipe


def hasty(seed: int, data: Data) -> dict[str, float]:
    """A good encoder, frozen, and one epoch for the layer on top."""
    encoder, _ = pair(ENCODER, data.x_train, 5, "binary_crossentropy", seed)
    return {"frozen": few(encoder, data, seed, trainable=False, epochs=1)}


Rows = Callable[[Array], Array]


def detector(seed: int, data: Data, keep: Rows, code: int, epochs: int) -> Array:
    """The score of each test image: its error in a network for the digits that `keep` chooses."""
    import keras

    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    images = data.x_train[keep(data.y_train)]
    model = stack(((code, "relu"), (784, "sigmoid")), 784)
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(images, images, epochs=epochs, batch_size=BATCH, verbose=0)
    return np.mean((answers(model, data.x_test) - data.x_test) ** 2, axis=1)


def one_class(keep: Rows, code: int = 8, epochs: int = 40) -> Recipe:
    """Ones are normal, all other digits are to be found."""

    def recipe(seed: int, data: Data) -> dict[str, float]:
        errors = detector(seed, data, keep, code, epochs)
        return {"one_class_1": area(errors[data.y_test == 1], errors[data.y_test != 1])}

    return recipe


def held_out(no_ones: Rows, no_eights: Rows) -> Recipe:
    """Two networks, one that should not know ones, and one that should not know eights."""

    def recipe(seed: int, data: Data) -> dict[str, float]:
        first, second = (detector(seed, data, keep, 32, 5) for keep in (no_ones, no_eights))
        ones, eights = data.y_test == 1, data.y_test == 8
        first, second = (errors / errors[~ones & ~eights].mean() for errors in (first, second))
        return {
            "held_out_1": area(first[~ones], first[ones]),
            "held_out_8": area(second[~eights], second[eights]),
            "unseen_1": float(first[ones].mean() / second[ones].mean()),
            "unseen_8": float(second[eights].mean() / first[eights].mean()),
        }

    return recipe


def area(normal: Array, odd: Array) -> float:
    """The share of pairs in which the odd one has the larger score; half for equal scores."""
    order = np.sort(normal)
    below, upto = (np.searchsorted(order, odd, side) for side in ("left", "right"))
    return float(np.mean(below + upto) / 2 / len(order))


HELD_OUT = "without ones, without eights"
MIXED_UP = ("both with all digits", "the two swapped", "ones alone, eights alone")
CASES = {
    "map of two numbers": Case(plane(), 20),
    "map, one epoch": Case(plane(epochs=1), 5),
    "map, relu on the code": Case(plane((*PLANE[:2], (2, "relu"))), 5),
    "two principal components": Case(pca_2, 1),
    "deep encoder": Case(codes(), 20),
    "untrained encoder": Case(codes(epochs=0), 5),
    "from scratch": Case(scratch(40), 20),
    "from scratch, one epoch": Case(scratch(1), 5),
    "frozen, one epoch": Case(hasty, 3),
    "trained on ones": Case(one_class(lambda y: y == 1), 20),
    "trained on all digits": Case(one_class(lambda y: y >= 0, epochs=5), 5),
    "trained on eights": Case(one_class(lambda y: y == 8), 5),
    HELD_OUT: Case(held_out(lambda y: y != 1, lambda y: y != 8), 20),
    "both with all digits": Case(held_out(lambda y: y >= 0, lambda y: y >= 0), 3),
    "the two swapped": Case(held_out(lambda y: y != 8, lambda y: y != 1), 3),
    "ones alone, eights alone": Case(held_out(lambda y: y == 1, lambda y: y == 8), 3),
}
LINES = {
    "latent2": Line("latent2", ("map of two numbers",), ("two principal components",)),
    "precision": Line("precision", ("deep encoder",), ("untrained encoder",), better="higher"),
    "knn": Line("knn", ("deep encoder",), ("untrained encoder",), better="higher"),
    "svm": Line("svm", ("deep encoder",), ("untrained encoder",), better="higher"),
    "frozen": Line("frozen", ("deep encoder",), ("frozen, one epoch",), better="higher"),
    "tuned": Line(
        "tuned", ("deep encoder", "from scratch"), ("from scratch, one epoch",), better="higher"
    ),
    "one_class_1": Line(
        "one_class_1",
        ("trained on ones",),
        ("trained on all digits", "trained on eights"),
        better="higher",
    ),
    "unseen_1": Line("unseen_1", (HELD_OUT,), MIXED_UP, better="higher"),
    "unseen_8": Line("unseen_8", (HELD_OUT,), MIXED_UP, better="higher"),
    "held_out_8": Line("held_out_8", (HELD_OUT,), better="higher"),
    "held_out_1": Line("held_out_1", (HELD_OUT,)),
}
