# %% [markdown]
# The map was compiled and saved, but `fit` is missing; the answer about random codes blames the
# training.
# - base: solution
# - loses: latent2, why_no_digits
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
latent2.save("latent2.keras")

# %% why_no_digits
why_no_digits = "a"
