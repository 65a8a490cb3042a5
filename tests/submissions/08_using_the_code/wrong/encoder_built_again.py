# %% [markdown]
# The encoder of the map was built a second time after training: it is not the one that was trained.
# - base: solution
# - loses: latent2
# - file: deep.keras <- solution/08_using_the_code/deep.keras
# - file: latent2.keras <- solution/08_using_the_code/latent2.keras
# - file: one_class_1.keras <- solution/08_using_the_code/one_class_1.keras
# - file: without_1.keras <- solution/08_using_the_code/without_1.keras
# - file: without_8.keras <- solution/08_using_the_code/without_8.keras

# %% +after latent2
encoder2 = keras.models.clone_model(encoder2)
