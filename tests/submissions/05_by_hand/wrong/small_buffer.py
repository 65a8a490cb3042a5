# %% [markdown]
# Only 256 images wait in the buffer; the error is that of the first batch alone.
# - base: solution
# - loses: make_pipeline, evaluate

# %% make_pipeline
def make_pipeline(images, batch_size, training):
    data = tf.data.Dataset.from_tensor_slices(images)
    if training:
        data = data.shuffle(256).repeat()
    return data.batch(batch_size).prefetch(tf.data.AUTOTUNE)


# %% evaluate
def evaluate(data):
    for batch in data:
        return float(mean_square(decoder(encoder(batch)), batch))
