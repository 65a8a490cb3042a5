# %% [markdown]
# The notebook as it was handed out.
# - base: release
# - loses: make_uniform, predict_error, build_simple, build_mirrored, summed_abs_error, why_the_bell, uniform_errors, how_it_grows, make_sinusoids, sin_errors, layer_errors, why_it_stalls, best_worst
