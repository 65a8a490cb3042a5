# %% [markdown]
# Answers as lists, as tensors and as plain numbers; targets of 0 and 1, which Keras reads as -1 and 1.
# - base: solution
# - loses:
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% retrieve
def retrieve(query, k, codes=shelf_codes):
    squares = ((codes - query) ** 2).sum(1).tolist()
    return sorted(range(len(squares)), key=squares.__getitem__)[:k]


# %% knn_predict
def knn_predict(codes, labels, queries, k):
    from collections import Counter

    found = []
    for start in range(0, len(queries), 200):
        some = queries[start : start + 200]
        squares = (some**2).sum(1)[:, None] - 2 * some @ codes.T + (codes**2).sum(1)[None, :]
        for near in np.argsort(squares, axis=1)[:, :k]:
            found.append(Counter(labels[near].tolist()).most_common(1)[0][0])
    return found


# %% linear_svm
keras.utils.set_random_seed(1)
linear_svm = keras.Sequential()
linear_svm.add(keras.Input((32,)))
linear_svm.add(keras.layers.Dense(10, kernel_regularizer=keras.regularizers.L2(0.001)))
linear_svm.compile(loss="hinge", optimizer=keras.optimizers.Adam(learning_rate=0.01))
hits = keras.utils.to_categorical(shelf_labels, 10)
_ = linear_svm.fit(shelf_codes, hits, epochs=20, batch_size=200, verbose=0)


# %% build_classifier
def build_classifier(encoder, trainable):
    start = encoder.__class__.from_config(encoder.get_config())
    start.set_weights(encoder.get_weights())
    start.trainable = trainable
    model = keras.Sequential([start, keras.layers.Dense(10), keras.layers.Softmax()])
    loss = keras.losses.SparseCategoricalCrossentropy()
    model.compile(keras.optimizers.Adam(0.005), loss=loss, metrics=["accuracy"])
    return model


# %% results_500
def share(model):
    return (model.predict(X_test, verbose=0).argmax(-1) == y_test).mean()


def train(start, trainable):
    keras.utils.set_random_seed(1)
    model = build_classifier(start(), trainable)
    model.fit(few, few_labels, 50, 40, verbose=0)
    return model


def anew():
    return keras.Sequential(
        [
            keras.Input((784,)),
            *[keras.layers.Dense(units, activation="relu") for units in (128, 64, 32)],
        ]
    )


classifiers_500 = dict(
    [
        ("from scratch", train(anew, True)),
        ("fine-tuned", train(lambda: encoder, True)),
        ("frozen", train(lambda: encoder, False)),
    ]
)
results_500 = {name: share(model) for name, model in classifiers_500.items()}


# %% anomaly_score
def anomaly_score(model, images):
    return keras.losses.mean_squared_error(images, model(images))


# %% choose_threshold
def choose_threshold(train_scores, fpr):
    return float(np.percentile(train_scores, 100 - 100 * fpr))


# %% auc
def auc(normal_scores, odd_scores):
    ordered = np.sort(normal_scores)
    below = np.searchsorted(ordered, odd_scores, side="left")
    upto = np.searchsorted(ordered, odd_scores, side="right")
    return keras.ops.convert_to_tensor((below + upto).mean() / (2 * len(ordered)))


# %% held_out
not_one = np.flatnonzero(y_train != 1)
not_eight = [number for number, digit in enumerate(y_train) if digit != 8]
without_1 = train_detector(X_train[not_one], "without_1.keras", 32, 5)
without_8 = train_detector(X_train[not_eight], "without_8.keras", 32, 5)
