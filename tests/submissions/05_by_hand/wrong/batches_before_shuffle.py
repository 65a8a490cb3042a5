# %% [markdown]
# Batches are made first and then shuffled: the same images stay together.
# - base: solution
# - loses: make_pipeline

# %% make_pipeline
def make_pipeline(images, batch_size, training):
    data = tf.data.Dataset.from_tensor_slices(images).batch(batch_size)
    if training:
        data = data.shuffle(10_000).repeat()
    return data.prefetch(tf.data.AUTOTUNE)
