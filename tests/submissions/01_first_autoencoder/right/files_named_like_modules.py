# %% [markdown]
# All right, beside files of the student's own that have the names of modules and cannot be run.
# - base: solution
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras
# - file: random.py <- nbgrader_config.py
# - file: numpy.py <- nbgrader_config.py
# - file: autograder/__init__.py <- nbgrader_config.py
