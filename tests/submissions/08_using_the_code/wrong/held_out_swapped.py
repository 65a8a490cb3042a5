# %% [markdown]
# The network without ones and the one without eights have changed places.
# - base: solution
# - loses: held_out
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% held_out
without_8 = train_detector(X_train[y_train != 1], "without_1.keras", code=32, epochs=5)
without_1 = train_detector(X_train[y_train != 8], "without_8.keras", code=32, epochs=5)
