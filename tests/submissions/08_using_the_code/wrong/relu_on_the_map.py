# %% [markdown]
# The code of two numbers has relu; the search adds up absolute differences; the 500-label answer
# believes that unlabelled images always help.
# - base: solution
# - loses: latent2, retrieve, what_500_labels_say
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
        keras.layers.Dense(2, activation="relu"),
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
latent2.fit(X_train, X_train, epochs=1, batch_size=256, verbose=0)


# %% retrieve
def retrieve(query, k, codes=shelf_codes):
    return np.argsort(np.abs(codes - query).sum(axis=1))[:k]


# %% what_500_labels_say
what_500_labels_say = "a"
