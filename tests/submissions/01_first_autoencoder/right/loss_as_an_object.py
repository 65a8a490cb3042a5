# %% [markdown]
# Optimizer and loss as objects, a metric beside them, and a generator of batches not used.
# - base: solution
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% compile
autoencoder.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.002),
    loss=keras.losses.BinaryCrossentropy(),
    metrics=["mae", keras.metrics.MeanSquaredError(name="mse")],
)


# %% fit
class Quiet(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print(epoch, f"{logs['loss']:.3f}")


history = autoencoder.fit(
    x=X_train,
    y=X_train,
    validation_data=(X_test, X_test),
    batch_size=256,
    epochs=50,
    callbacks=[Quiet(), keras.callbacks.TerminateOnNaN()],
    verbose=0,
)
autoencoder.save("simple.keras")
