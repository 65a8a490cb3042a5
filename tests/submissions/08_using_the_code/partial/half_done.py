# %% [markdown]
# Stopped half-way: map, search and votes are done, the rest is still to do.
# - base: release
# - loses: linear_svm, build_classifier, results_500, what_500_labels_say, one_class_1, anomaly_score, choose_threshold, auc, held_out, why_ones_escape
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% latent2
keras.utils.set_random_seed(1)
encoder2 = keras.Sequential(
    [
        keras.Input((784,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(2),
    ]
)
decoder2 = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(784, activation="sigmoid"),
    ]
)
latent2 = keras.Sequential([encoder2, decoder2])
latent2.compile(optimizer="adam", loss="mse")
latent2.fit(X_train, X_train, epochs=20, batch_size=256, verbose=2)
latent2.save("latent2.keras")

# %% why_no_digits
why_no_digits = "b"


# %% retrieve
def retrieve(query, k, codes=shelf_codes):
    gaps = codes - query
    return np.argsort((gaps * gaps).sum(axis=1))[:k]


# %% knn_predict
def knn_predict(codes, labels, queries, k):
    return np.array([np.bincount(labels[retrieve(query, k, codes)]).argmax() for query in queries])
