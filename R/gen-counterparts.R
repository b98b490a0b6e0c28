# Written by tools/generate from its descriptions, by `make generate`.

# What functions stand for that are given in place of an object, by modules
# of Keras.
counterparts <- list(
  initializers = c(
    initializer_constant = "Constant",
    initializer_glorot_normal = "GlorotNormal",
    initializer_glorot_uniform = "GlorotUniform",
    initializer_he_normal = "HeNormal",
    initializer_he_uniform = "HeUniform",
    initializer_identity = "Identity",
    initializer_lecun_normal = "LecunNormal",
    initializer_lecun_uniform = "LecunUniform",
    initializer_ones = "Ones",
    initializer_orthogonal = "Orthogonal",
    initializer_random_normal = "RandomNormal",
    initializer_random_uniform = "RandomUniform",
    initializer_stft = "STFT",
    initializer_truncated_normal = "TruncatedNormal",
    initializer_variance_scaling = "VarianceScaling",
    initializer_zeros = "Zeros"
  )
)
