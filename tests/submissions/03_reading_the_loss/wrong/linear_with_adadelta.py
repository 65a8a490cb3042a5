# %% [markdown]
# Another optimizer than adam, which needs many more epochs: named before the loss is looked at.
# - base: solution
# - loses: linear_ae
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% linear_ae
keras.utils.set_random_seed(1)
linear_ae = keras.Sequential([keras.Input((784,)), keras.layers.Dense(32), keras.layers.Dense(784)])
linear_ae.compile(optimizer=keras.optimizers.Adadelta(learning_rate=1.0), loss="mse")
linear_history = linear_ae.fit(
    X_train, X_train, epochs=20, batch_size=256, validation_data=(X_test, X_test), verbose=2
)
