# %% [markdown]
# The three are judged on the images that they were trained with; the score ignores its model.
# - base: solution
# - loses: results_500, anomaly_score
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
    model.fit(few, few_labels, epochs=40, batch_size=50, verbose=0)
    classifiers_500[name] = model
    results_500[name] = model.evaluate(few, few_labels, verbose=0)[1]


# %% anomaly_score
def anomaly_score(model, images):
    made = deep if images.shape[1] == 784 else model
    made = made.predict(images, verbose=0)
    return np.mean(np.abs(made - images), axis=1)
