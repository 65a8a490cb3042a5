# %% [markdown]
# Extra cells, looks at results, a wrong try that was put right, names of its own.
# - base: solution
# - loses:
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% +after images_given
print(X_train.mean(), np.bincount(y_train))


# %% +before latent2
def stack(*layers, inputs):
    return keras.Sequential([keras.Input((inputs,)), *layers])


# %% latent2
D = keras.layers.Dense
keras.utils.set_random_seed(1)
encoder2 = stack(D(128, "relu"), D(64, "relu"), D(2), inputs=784)
decoder2 = stack(D(64, "relu"), D(128, "relu"), D(784, "sigmoid"), inputs=2)
latent2 = keras.Sequential([encoder2, decoder2])
latent2.compile("adam", "mse")
latent2.fit(X_train, X_train, epochs=20, batch_size=256, verbose=0)
latent2.save("latent2.keras")

# %% +after latent2_test
latent2.summary()

# %% why_no_digits
why_no_digits = "B"
why_no_digits = why_no_digits.lower()

# %% +after retrieve_test
retrieve(query_codes[3], 1)

# %% one_class_1
ones = np.array([image for image, digit in zip(X_train, y_train) if digit == 1])
one_class_1 = train_detector(ones, code=8, epochs=40, file="one_class_1.keras")

# %% +after held_out_test
without_1.no_such_attribute
