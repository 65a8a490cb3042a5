# %% [markdown]
# Both networks are compiled with the loss of the first lab, and hardly trained.
# - base: solution
# - loses: linear_ae, relu_ae

# %% linear_ae
linear_ae = keras.Sequential([keras.Input((784,)), keras.layers.Dense(32), keras.layers.Dense(784)])
linear_ae.compile(optimizer="adam", loss="binary_crossentropy")
linear_history = linear_ae.fit(
    X_train[:5000], X_train[:5000], epochs=20, batch_size=256, validation_data=(X_test, X_test)
)

# %% relu_ae
relu_ae = keras.Sequential(
    [
        keras.Input((784,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(784, activation="sigmoid"),
    ]
)
relu_ae.compile(optimizer="adam", loss="binary_crossentropy")
relu_history = relu_ae.fit(
    X_train[:5000], X_train[:5000], epochs=20, batch_size=256, validation_data=(X_test, X_test)
)
