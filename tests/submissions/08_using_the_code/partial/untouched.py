# %% [markdown]
# The notebook as it was handed out.
# - base: release
# - loses: latent2, why_no_digits, retrieve, knn_predict, linear_svm, build_classifier, results_500, what_500_labels_say, one_class_1, anomaly_score, choose_threshold, auc, held_out, why_ones_escape
