# %% [markdown]
# Displays what looks like an outcome and cannot be read as one.
# - base: solution
# - loses: encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoder
encoder = keras.Model(input_img, keras.layers.Dense(encoding_dim, activation="relu")(input_img))

# %% +last
from IPython.display import display

for nonsense in ({"test": 1, "nonsense": []}, "passed", [1, 2], None, {"status": "perfect"}):
    display({"application/vnd.autograder.outcome+json": nonsense, "text/plain": "14"}, raw=True)
