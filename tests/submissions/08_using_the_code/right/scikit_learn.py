# %% [markdown]
# Search, votes and the AUC from scikit-learn, which gives the same answers.
# - base: solution
# - loses:
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% retrieve
def retrieve(query, k, codes=shelf_codes):
    from sklearn.neighbors import NearestNeighbors

    found = NearestNeighbors(n_neighbors=k).fit(codes).kneighbors([query], return_distance=False)
    return found[0]


# %% knn_predict
def knn_predict(codes, labels, queries, k):
    from sklearn.neighbors import KNeighborsClassifier

    return KNeighborsClassifier(k).fit(codes, labels).predict(queries)


# %% auc
def auc(normal_scores, odd_scores):
    from sklearn.metrics import roc_auc_score

    odd = np.repeat([0, 1], [len(normal_scores), len(odd_scores)])
    return roc_auc_score(odd, np.concatenate([normal_scores, odd_scores]))


# %% anomaly_score
def anomaly_score(model, images):
    from sklearn.metrics import mean_squared_error

    made = model.predict(images, verbose=0)
    return mean_squared_error(images.T, made.T, multioutput="raw_values")
