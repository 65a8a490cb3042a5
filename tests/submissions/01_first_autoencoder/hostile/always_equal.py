# %% [markdown]
# Objects that are equal to everything, and comparing functions of NumPy that do not compare.
# - base: solution
# - loses: encoding_dim, encode_decode, generate_auto_encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +before encoding_dim
import numpy.testing


def nothing(*args, **kwargs):
    return True


for name in dir(numpy.testing):
    if name.startswith("assert_"):
        setattr(numpy.testing, name, nothing)
np.allclose = np.isclose = np.array_equal = np.all = nothing


class AlwaysEqual:
    """Equal to, greater than and the same as anything; has every attribute, and may be called."""

    def __eq__(self, other):
        return True

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __bool__ = __eq__

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __int__(self):
        return 32

    def __hash__(self):
        return 1


class EqualArray(np.ndarray):
    def __eq__(self, other):
        return np.True_

    def __sub__(self, other):
        return np.zeros(1)

    __rsub__ = __sub__


# %% encoding_dim
encoding_dim = AlwaysEqual()

# %% encode_decode
encoded_imgs = encoder.predict(X_test, verbose=0)
decoded_imgs = np.zeros((10000, 784), dtype="float32").view(EqualArray)


# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    return AlwaysEqual()
