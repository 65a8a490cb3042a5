# %% [markdown]
# A wrong choice.
# - base: solution
# - loses: why_generative
# - file: plain.keras <- solution/09_variational/plain.keras

# %% why_generative
why_generative = "b"
