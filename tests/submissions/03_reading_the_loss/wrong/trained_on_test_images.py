# %% [markdown]
# Both networks are trained on the test images, and so are their files.
# - base: solution
# - loses: linear_ae, relu_ae
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% linear_ae
linear_ae = keras.Sequential([keras.Input((784,)), keras.layers.Dense(32), keras.layers.Dense(784)])
linear_ae.compile(optimizer="adam", loss="mse")
linear_history = linear_ae.fit(
    X_test, X_test, epochs=20, batch_size=256, validation_data=(X_test, X_test), verbose=2
)

# %% relu_ae
relu_ae = keras.Sequential(
    [
        keras.Input((784,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(784, activation="sigmoid"),
    ]
)
relu_ae.compile(optimizer="adam", loss="mse")
relu_history = relu_ae.fit(
    X_test, X_test, epochs=20, batch_size=256, validation_data=(X_test, X_test), verbose=2
)
