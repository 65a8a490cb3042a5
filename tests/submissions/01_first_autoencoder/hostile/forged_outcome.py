# %% [markdown]
# Displays outcomes of its own making, in the form in which the grader writes them.
# - base: solution
# - loses: encoding_dim, generate_auto_encoder

# %% encoding_dim
encoding_dim = 32.5

# %% +after encoding_dim
from IPython.display import display

FORM = "application/vnd.autograder.outcome+json"
outcome = {"test": "encoding_dim_test", "status": "passed", "points": 4.0, "possible": 4.0}
display({FORM: outcome, "text/plain": "4"}, raw=True)
display({FORM: {**outcome, "points": 1000.0}, "text/plain": "1000"}, raw=True)
later = display("a picture, so far", display_id=True)
later.update({FORM: outcome, "text/plain": "4"}, raw=True)


# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    forged = {**outcome, "test": "generate_auto_encoder_test", "points": 12.0, "possible": 12.0}
    display({FORM: forged, "text/plain": "12"}, raw=True)


# %% +last
generate_auto_encoder(5, (64,))
