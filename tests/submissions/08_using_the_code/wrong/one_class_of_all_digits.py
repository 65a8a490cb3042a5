# %% [markdown]
# The detector for ones was trained on all digits; the two held-out networks as well.
# - base: solution
# - loses: one_class_1, held_out

# %% one_class_1
one_class_1 = train_detector(X_train, "one_class_1.keras", code=8, epochs=40)

# %% held_out
without_1 = train_detector(X_train, "without_1.keras", code=32, epochs=5)
without_8 = train_detector(X_train, "without_8.keras", code=32, epochs=5)
