# %% [markdown]
# Mean plus one standard deviation, whatever rate is asked for; half of the AUC, upside down.
# - base: solution
# - loses: choose_threshold, auc
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% choose_threshold
def choose_threshold(train_scores, fpr):
    return np.mean(train_scores) + np.std(train_scores)


# %% auc
def auc(normal_scores, odd_scores):
    return float(np.mean(odd_scores[None, :] < normal_scores[:, None]))
