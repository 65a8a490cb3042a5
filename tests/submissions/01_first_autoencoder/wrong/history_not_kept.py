# %% [markdown]
# Trained as asked, but what fit returns is not kept.
# - base: solution
# - loses: fit
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% fit
autoencoder.fit(
    X_train,
    X_train,
    epochs=50,
    batch_size=256,
    shuffle=True,
    validation_data=(X_test, X_test),
    verbose=2,
)
autoencoder.save("simple.keras")
