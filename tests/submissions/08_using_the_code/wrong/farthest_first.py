# %% [markdown]
# The search sorts the wrong way round, and the vote takes the mean of the labels.
# - base: solution
# - loses: retrieve, knn_predict
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% retrieve
def retrieve(query, k, codes=shelf_codes):
    return np.argsort(-np.sum((codes - query) ** 2, axis=1))[:k]


# %% knn_predict
def knn_predict(codes, labels, queries, k):
    distances = np.sum(codes**2, axis=1) - 2 * queries @ codes.T
    nearest = np.argsort(distances, axis=1)[:, :k]
    return np.round(labels[nearest].mean(axis=1)).astype(int)
