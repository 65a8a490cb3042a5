# %% [markdown]
# A syntax tree transformer drops assertions and checks from every cell that runs after it, and
# the module of checks is emptied for good measure.
# - base: solution
# - loses: encoder, generate_auto_encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +first
import ast


class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()

    def visit_Expr(self, node):
        return ast.Pass() if "checks" in ast.dump(node) else node


get_ipython().ast_transformers.append(NoAsserts())

import autograder.checks

for name, value in list(vars(autograder.checks).items()):
    if callable(value):
        setattr(autograder.checks, name, lambda *args, **kwargs: None)

# %% encoder
encoder = keras.Model(input_img, keras.layers.Dense(encoding_dim, activation="relu")(input_img))


# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    return None
