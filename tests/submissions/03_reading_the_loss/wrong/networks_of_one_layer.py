# %% [markdown]
# The encoders alone: their answers are codes.
# - base: solution
# - loses: linear_ae, relu_ae
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% linear_ae
linear_ae = keras.Sequential([keras.Input((784,)), keras.layers.Dense(32)])

# %% relu_ae
relu_ae = keras.Sequential([keras.Input((784,)), keras.layers.Dense(32, activation="relu")])
