# %% [markdown]
# Functional models with activations as layers, losses and optimizers as objects; not saved.
# - base: solution
# - loses:

# %% linear_ae
keras.utils.set_random_seed(1)
image = keras.Input((784,), name="image")
code = keras.layers.Dense(32, activation="linear", name="code")(image)
linear_ae = keras.Model(image, keras.layers.Dense(784, name="answer")(code), name="linear")
linear_ae.compile(
    optimizer=keras.optimizers.Adam(0.001), loss=keras.losses.MeanSquaredError(), metrics=["mae"]
)
linear_history = linear_ae.fit(
    x=X_train, y=X_train, batch_size=256, epochs=20, validation_data=(X_test, X_test), verbose=0
)

# %% relu_ae
keras.utils.set_random_seed(1)
image = keras.Input((784,))
encoder = keras.Model(image, keras.layers.ReLU()(keras.layers.Dense(32)(image)))
start = keras.Input((32,))
decoder = keras.Model(start, keras.layers.Activation("sigmoid")(keras.layers.Dense(784)(start)))
relu_ae = keras.Model(image, decoder(encoder(image)))
relu_ae.compile("adam", keras.losses.mean_squared_error)
relu_history = relu_ae.fit(
    X_train, X_train, 256, 20, verbose=0, validation_data=(X_test, X_test), shuffle=True
)
