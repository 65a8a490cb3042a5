# %% [markdown]
# The images are shuffled once, the last test batch is dropped.
# - base: solution
# - loses: make_pipeline

# %% make_pipeline
def make_pipeline(images, batch_size, training):
    data = tf.data.Dataset.from_tensor_slices(images)
    if training:
        data = data.shuffle(len(images), reshuffle_each_iteration=False).repeat()
    return data.batch(batch_size, drop_remainder=True).prefetch(tf.data.AUTOTUNE)
