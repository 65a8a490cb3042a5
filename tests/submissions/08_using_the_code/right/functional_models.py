# %% [markdown]
# Models in functional style, distances by the norm, one query at a time.
# - base: solution
# - loses:
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% latent2
keras.utils.set_random_seed(1)
image = keras.Input(shape=(784,))
code = keras.layers.Dense(128, activation="relu")(image)
code = keras.layers.Dense(64, activation="relu")(code)
code = keras.layers.Dense(2, activation="linear", name="plane")(code)
encoder2 = keras.Model(image, code)
place = keras.Input(shape=(2,))
drawn = keras.layers.Dense(64)(place)
drawn = keras.layers.ReLU()(drawn)
drawn = keras.layers.Dense(128, "relu")(drawn)
drawn = keras.layers.Dense(784)(drawn)
drawn = keras.layers.Activation("sigmoid")(drawn)
decoder2 = keras.Model(place, drawn)
latent2 = keras.Model(image, decoder2(encoder2(image)))
latent2.compile(keras.optimizers.Adam(), keras.losses.MeanSquaredError())
history = latent2.fit(X_train, X_train, batch_size=256, epochs=20, verbose=0)
latent2.save("latent2.keras")


# %% retrieve
def retrieve(query, k, codes=shelf_codes):
    distances = np.linalg.norm(codes - query, axis=1)
    some = np.argpartition(distances, k - 1)[:k]
    return some[np.argsort(distances[some])]


# %% knn_predict
def knn_predict(codes, labels, queries, k):
    answers = []
    for query in queries:
        nearest = retrieve(query, k, codes)
        names, counts = np.unique(labels[nearest], return_counts=True)
        answers.append(names[np.argmax(counts)])
    return np.array(answers)


# %% linear_svm
keras.utils.set_random_seed(1)
numbers = keras.Input((32,))
penalty = keras.regularizers.l2(1e-3)
linear_svm = keras.Model(numbers, keras.layers.Dense(10, None, kernel_regularizer=penalty)(numbers))
linear_svm.compile(keras.optimizers.Adam(0.01), keras.losses.Hinge())
targets = np.where(shelf_labels[:, None] == np.arange(10), 1.0, -1.0)
fitted = linear_svm.fit(shelf_codes, targets, 200, 20, verbose=0)


# %% build_classifier
def build_classifier(encoder, trainable):
    image = keras.Input(encoder.input_shape[1:])
    own = keras.models.clone_model(encoder)
    for mine, theirs in zip(own.weights, encoder.weights):
        mine.assign(theirs)
    for layer in own.layers:
        layer.trainable = bool(trainable)
    model = keras.Model(image, keras.layers.Dense(10, activation="softmax")(own(image)))
    model.compile(
        keras.optimizers.Adam(5e-3), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model


# %% choose_threshold
def choose_threshold(train_scores, fpr):
    ordered = np.sort(train_scores)[::-1]
    return ordered[int(round(fpr * len(ordered)))]


# %% auc
def auc(normal_scores, odd_scores):
    total = 0.0
    for score in odd_scores:
        total += np.sum(normal_scores < score) + 0.5 * np.sum(normal_scores == score)
    return total / (len(normal_scores) * len(odd_scores))
