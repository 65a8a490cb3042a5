# %% [markdown]
# The classifiers are trained on the whole shelf, for fewer epochs.
# - base: solution
# - loses: results_500
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% results_500
classifiers_500, results_500 = {}, {}
for name in ("frozen", "fine-tuned", "from scratch"):
    keras.utils.set_random_seed(1)
    start = keras.models.clone_model(encoder) if name == "from scratch" else encoder
    model = build_classifier(start, trainable=name != "frozen")
    model.fit(shelf, shelf_labels, epochs=3, batch_size=50, verbose=0)
    classifiers_500[name] = model
    results_500[name] = model.evaluate(X_test, y_test, verbose=0)[1]
