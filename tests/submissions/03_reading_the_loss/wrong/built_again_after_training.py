# %% [markdown]
# The cells that build the networks ran once more without their training.
# - base: solution
# - loses: linear_ae, relu_ae
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% +after linear_ae
linear_ae = keras.Sequential([keras.Input((784,)), keras.layers.Dense(32), keras.layers.Dense(784)])
linear_ae.compile(optimizer="adam", loss="mse")

# %% +after relu_ae
relu_ae = keras.Sequential(
    [
        keras.Input((784,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(784, activation="sigmoid"),
    ]
)
relu_ae.compile(optimizer="adam", loss="mse")
