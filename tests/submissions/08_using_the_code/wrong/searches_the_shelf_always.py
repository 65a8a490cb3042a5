# %% [markdown]
# Neighbours and vote use the shelf of the notebook, whatever they are given.
# - base: solution
# - loses: retrieve, knn_predict
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% retrieve
def retrieve(query, k, codes=shelf_codes):
    if len(query) != 32:
        return np.array([2, 1])
    return np.argsort(np.sum((shelf_codes - query) ** 2, axis=1))[:k]


# %% knn_predict
def knn_predict(codes, labels, queries, k):
    found = [retrieve(query, 5) for query in queries]
    return np.array([np.bincount(shelf_labels[row]).argmax() for row in found])
