# %% [markdown]
# No penalty on the weights of the machine; the threshold is taken from the wrong end of the scores.
# - base: solution
# - loses: linear_svm, choose_threshold
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% linear_svm
keras.utils.set_random_seed(1)
linear_svm = keras.Sequential([keras.Input((32,)), keras.layers.Dense(10)])
linear_svm.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="hinge")
_ = linear_svm.fit(
    shelf_codes, 2 * np.eye(10)[shelf_labels] - 1, epochs=20, batch_size=200, verbose=0
)


# %% choose_threshold
def choose_threshold(train_scores, fpr):
    return np.quantile(train_scores, fpr)
