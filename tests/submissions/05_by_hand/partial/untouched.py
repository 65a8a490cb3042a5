# %% [markdown]
# The notebook as it was handed out.
# - base: release
# - loses: make_pipeline, bug_1, init_parameters, bug_2, encoder, decoder, mean_square, bug_3, trainable_variables, bug_4, loss_and_gradients, bug_5, run_optimization, bug_6, losses, bug_7, evaluate, canvas
