# %% [markdown]
# Activations as layers, operations and functions of their own; layers have names.
# - base: solution
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    image = keras.Input(shape=image_shape, name="picture")
    code = keras.layers.ReLU(name="no_negatives")(keras.layers.Dense(dimensions, name="mix")(image))
    answer = keras.layers.Dense(image_shape[0], activation=None, name="mix_again")(code)
    model = keras.Model(image, keras.ops.sigmoid(answer), name="small_autoencoder")
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss=keras.losses.binary_crossentropy)
    return model
