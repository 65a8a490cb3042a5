# %% [markdown]
# A tensor where a plain number was asked for.
# - base: solution
# - loses: encoding_dim
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoding_dim
import tensorflow as tf

encoding_dim = tf.constant(32)
