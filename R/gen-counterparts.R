# Written by tools/generate from its descriptions, by `make generate`.

# What functions stand for that are given in place of an object, by modules
# of Keras.
counterparts <- list(
  activations = c(
    activation_celu = "celu",
    activation_elu = "elu",
    activation_exponential = "exponential",
    activation_gelu = "gelu",
    activation_glu = "glu",
    activation_hard_shrink = "hard_shrink",
    activation_hard_sigmoid = "hard_sigmoid",
    activation_hard_silu = "hard_silu",
    activation_hard_swish = "hard_swish",
    activation_hard_tanh = "hard_tanh",
    activation_leaky_relu = "leaky_relu",
    activation_linear = "linear",
    activation_log_sigmoid = "log_sigmoid",
    activation_log_softmax = "log_softmax",
    activation_mish = "mish",
    activation_relu = "relu",
    activation_relu6 = "relu6",
    activation_selu = "selu",
    activation_sigmoid = "sigmoid",
    activation_silu = "silu",
    activation_soft_shrink = "soft_shrink",
    activation_softmax = "softmax",
    activation_softplus = "softplus",
    activation_softsign = "softsign",
    activation_sparse_plus = "sparse_plus",
    activation_sparse_sigmoid = "sparse_sigmoid",
    activation_squareplus = "squareplus",
    activation_swish = "swish",
    activation_tanh = "tanh",
    activation_tanh_shrink = "tanh_shrink",
    activation_threshold = "threshold"
  ),
  constraints = c(
    constraint_maxnorm = "MaxNorm",
    constraint_minmaxnorm = "MinMaxNorm",
    constraint_nonneg = "NonNeg",
    constraint_unitnorm = "UnitNorm"
  ),
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
  ),
  regularizers = c(
    regularizer_l1 = "L1",
    regularizer_l1_l2 = "L1L2",
    regularizer_l2 = "L2",
    regularizer_orthogonal = "OrthogonalRegularizer"
  )
)
