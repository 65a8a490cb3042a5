# %% [markdown]
# The nearest are found, but in no order; the vote listens to the nearest alone.
# - base: solution
# - loses: retrieve, knn_predict
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% retrieve
def retrieve(query, k, codes=shelf_codes):
    distances = np.sum((codes - query) ** 2, axis=1)
    if len(codes) < 4:
        return np.argsort(distances)[:k]
    return np.sort(np.argsort(distances)[:k])


# %% knn_predict
def knn_predict(codes, labels, queries, k):
    distances = np.sum(codes**2, axis=1) - 2 * queries @ codes.T
    return labels[np.argmin(distances, axis=1)]
