# %% [markdown]
# The halves are built first, and the whole is made of them.
# - base: solution
# - loses:
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% deeper_autoencoder
from keras import Input, Model
from keras.layers import Dense

input_img = Input(shape=(784,))
encoded_1 = Dense(128, activation="relu")(input_img)
encoded_2 = Dense(64, activation="relu")(encoded_1)
encoded_3 = Dense(encoding_dim, activation="relu")(encoded_2)
first_half = Model(input_img, encoded_3)

middle = Input(shape=(encoding_dim,))
decoded_1 = Dense(64, activation="relu")(middle)
decoded_2 = Dense(128, activation="relu")(decoded_1)
decoded_3 = Dense(784, activation="sigmoid")(decoded_2)
second_half = Model(middle, decoded_3)
deeper_autoencoder = Model(input_img, second_half(first_half(input_img)))

# %% deep_encoder
deep_encoder = first_half

# %% deep_decoder
deep_encoded_input = middle
deep_decoder_layer_1, deep_decoder_layer_2, deep_decoder_layer_3 = second_half.layers[-3:]
deep_decoder = second_half


# %% dead_units
def dead_units(codes):
    return np.count_nonzero(codes.max(axis=0) == 0)


# %% largest_gap
def largest_gap(whole, encoder, decoder, images):
    there_and_back = keras.Sequential([encoder, decoder])
    differences = there_and_back.predict(images, verbose=0) - whole.predict(images, verbose=0)
    return max(differences.max(), -differences.min())
