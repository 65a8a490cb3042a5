# %% [markdown]
# Three questions, three wrong beliefs: deeper is worse, it was not trained, fit would see it.
# - base: solution
# - loses: deeper_or_not, what_went_wrong, why_no_error
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% deeper_or_not
deeper_or_not = "a"

# %% what_went_wrong
what_went_wrong = "c"

# %% why_no_error
why_no_error = "b"
