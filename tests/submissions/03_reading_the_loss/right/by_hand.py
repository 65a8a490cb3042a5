# %% [markdown]
# Everything spelled out: entropies pixel by pixel, np.cov, projections instead of bases.
# - base: solution
# - loses:
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% +first
import math


# %% bce
def bce(y, p):
    p = np.minimum(np.maximum(p, 1e-7), 1 - 1e-7).astype(np.float64)
    price = np.where(y == 1, -np.log(p), -(y * np.log(p) + (1 - y) * np.log1p(-p)))
    return float(price.sum() / price.size)


# %% mse
def mse(y, p):
    gap = np.ravel(y) - np.ravel(p)
    return np.dot(gap, gap) / gap.size


def mse_to_sum(value, pixels=784):
    total = value
    total *= pixels
    return total


# %% psnr
def psnr(error):
    return 20 * math.log10(1 / math.sqrt(error))


# %% bce_floor
def bce_floor(X):
    grey = np.float64(X[(X > 0) & (X < 1)])
    return -(grey * np.log(grey) + (1 - grey) * np.log(1 - grey)).sum() / X.size


# %% baselines
baselines = {"half": math.log(2)}
white = X_test.mean(axis=0)
for name, bet in {"mean image": X_train.mean(0), "global mean": np.mean(X_train)}.items():
    bet = np.clip(bet, 1e-7, 1 - 1e-7)
    baselines[name] = float(np.mean(-white * np.log(bet) - (1 - white) * np.log(1 - bet)))


# %% pca_fit
def pca_fit(X, k):
    values, vectors = np.linalg.eigh(np.cov(X, rowvar=False))
    order = np.argsort(values)[::-1][:k]
    return X.mean(axis=0), vectors[:, order].T, values[order]


# %% subspace_overlap
def subspace_overlap(W, V):
    projections = [np.linalg.pinv(rows) @ rows for rows in (W, V)]
    squares = np.linalg.eigvals(projections[0] @ projections[1]).real
    return np.sqrt(np.clip(np.sort(squares)[::-1][: len(W)], 0, 1))
