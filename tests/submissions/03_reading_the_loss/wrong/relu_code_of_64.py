# %% [markdown]
# A code twice as long: the error is far better, and compares with nothing here.
# - base: solution
# - loses: relu_ae
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% relu_ae
keras.utils.set_random_seed(1)
relu_ae = keras.Sequential(
    [
        keras.Input((784,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(784, activation="sigmoid"),
    ]
)
relu_ae.compile(optimizer="adam", loss="mse")
relu_history = relu_ae.fit(
    X_train, X_train, epochs=20, batch_size=256, validation_data=(X_test, X_test), verbose=2
)
