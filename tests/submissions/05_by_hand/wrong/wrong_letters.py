# %% [markdown]
# Another answer to each of the seven bugs.
# - base: solution
# - loses: bug_1, bug_2, bug_3, bug_4, bug_5, bug_6, bug_7

# %% bug_1
bug_1 = "a"

# %% bug_2
bug_2 = "a"

# %% bug_3
bug_3 = "a"

# %% bug_4
bug_4 = "b"

# %% bug_5
bug_5 = "a"

# %% bug_6
bug_6 = "c"

# %% bug_7
bug_7 = "b"
