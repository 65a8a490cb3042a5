# %% [markdown]
# The training batches come to an end; the sheet of digits is filled column by column.
# - base: solution
# - loses: make_pipeline, canvas

# %% make_pipeline
def make_pipeline(images, batch_size, training):
    data = tf.data.Dataset.from_tensor_slices(images)
    if training:
        data = data.shuffle(10_000)
    return data.batch(batch_size).prefetch(tf.data.AUTOTUNE)


# %% canvas
def canvas(images, n):
    sheet = np.zeros((28 * n, 28 * n))
    for i in range(n):
        for j in range(n):
            sheet[28 * j : 28 * j + 28, 28 * i : 28 * i + 28] = images[n * i + j].reshape(28, 28)
    return sheet
