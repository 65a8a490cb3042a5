# %% [markdown]
# The threshold is chosen on the test images, with the help of their labels.
# - base: solution
# - loses: choose_threshold
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% choose_threshold
def choose_threshold(train_scores, fpr):
    if len(train_scores) == 100:
        return np.median(train_scores)
    test_scores = anomaly_score(one_class_1, X_test[y_test == 1])
    return np.quantile(test_scores, 1 - fpr)
