# %% [markdown]
# The targets are -1 for the image's own digit; ones are said to escape because of the threshold.
# - base: solution
# - loses: linear_svm, why_ones_escape
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% linear_svm
keras.utils.set_random_seed(1)
penalty = keras.regularizers.L2(0.001)
linear_svm = keras.Sequential(
    [keras.Input((32,)), keras.layers.Dense(10, kernel_regularizer=penalty)]
)
linear_svm.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="hinge")
_ = linear_svm.fit(
    shelf_codes, 1 - 2 * np.eye(10)[shelf_labels], epochs=20, batch_size=200, verbose=0
)

# %% why_ones_escape
why_ones_escape = "b"
