# What an object of Python is. This file alone knows the classes of Keras, and those of tensors and
# of data, by their names: in R an object of Python has the names of its classes, and most are
# private to Keras but for their last part. The methods for them, which bear them in their own
# names, stand where they belong.

keras_classes <- paste0("keras.src.", c(
  "backend.common.keras_tensor.KerasTensor",
  "backend.common.variables.Variable",
  "callbacks.callback.Callback",
  "callbacks.history.History",
  "callbacks.learning_rate_scheduler.LearningRateScheduler",
  "callbacks.orbax_checkpoint.OrbaxCheckpoint",
  "callbacks.reduce_lr_on_plateau.ReduceLROnPlateau",
  "callbacks.remote_monitor.RemoteMonitor",
  "callbacks.swap_ema_weights.SwapEMAWeights",
  "callbacks.tensorboard.TensorBoard",
  "constraints.constraints.Constraint",
  "distribution.distribution_lib.Distribution",
  "dtype_policies.dtype_policy.DTypePolicy",
  "initializers.initializer.Initializer",
  "layers.activations.prelu.PReLU",
  "layers.activations.softmax.Softmax",
  "layers.convolutional.base_conv.BaseConv",
  "layers.convolutional.base_conv_transpose.BaseConvTranspose",
  "layers.convolutional.base_depthwise_conv.BaseDepthwiseConv",
  "layers.core.dense.Dense",
  "layers.core.embedding.Embedding",
  "layers.input_spec.InputSpec",
  "layers.layer.Layer",
  "layers.merging.concatenate.Concatenate",
  "layers.merging.dot.Dot",
  "layers.normalization.batch_normalization.BatchNormalization",
  "layers.normalization.group_normalization.GroupNormalization",
  "layers.normalization.layer_normalization.LayerNormalization",
  "layers.normalization.rms_normalization.RMSNormalization",
  "layers.normalization.unit_normalization.UnitNormalization",
  "layers.preprocessing.category_encoding.CategoryEncoding",
  "layers.preprocessing.discretization.Discretization",
  "layers.preprocessing.feature_space.Cross",
  "layers.preprocessing.feature_space.Feature",
  "layers.preprocessing.feature_space.FeatureSpace",
  "layers.preprocessing.hashed_crossing.HashedCrossing",
  "layers.preprocessing.hashing.Hashing",
  "layers.preprocessing.integer_lookup.IntegerLookup",
  "layers.preprocessing.normalization.Normalization",
  "layers.preprocessing.string_lookup.StringLookup",
  "layers.preprocessing.text_vectorization.TextVectorization",
  "layers.regularization.spatial_dropout.BaseSpatialDropout",
  "layers.rnn.rnn.RNN",
  "layers.rnn.time_distributed.TimeDistributed",
  "losses.loss.Loss",
  "metrics.metric.Metric",
  "models.model.Model",
  "models.sequential.Sequential",
  "optimizers.base_optimizer.BaseOptimizer",
  "optimizers.multi_optimizer.OptimizerMap",
  "optimizers.schedules.learning_rate_schedule.LearningRateSchedule",
  "quantizers.quantizers.Quantizer",
  "random.seed_generator.SeedGenerator",
  "regularizers.regularizers.Regularizer",
  "saving.keras_saveable.KerasSaveable",
  "trainers.data_adapters.py_dataset_adapter.PyDataset"
))
names(keras_classes) <- sub(".*\\.", "", keras_classes)

# Those of a layer or another object that have a name here, by that name: its own class first,
# then what it inherits from.
keras_names <- function(x) {
  places <- match(class(x), keras_classes)
  names(keras_classes)[places[!is.na(places)]]
}

# ---- Models, layers and what they are made with --------------------------------

# R looks at every `model$name` and `layer$units`.
model_class <- keras_classes[["Model"]]
sequential_class <- keras_classes[["Sequential"]]
layer_parent <- keras_classes[["Layer"]]

# A layer of lamina's that drops, whose rate may be a schedule.
has_changing_rate <- function(x) inherits(x, "lamina.layers.rates.ChangingRate")

is_model <- function(x) inherits(x, model_class)

is_sequential <- function(x) inherits(x, sequential_class)

# Models are layers, too.
is_layer <- function(x) inherits(x, layer_parent)

is_recurrent_layer <- function(x) inherits(x, keras_classes[["RNN"]])

is_spatial_dropout <- function(x) inherits(x, keras_classes[["BaseSpatialDropout"]])

is_dense_layer <- function(x) inherits(x, keras_classes[["Dense"]])

# Those with one kernel, so not the separable ones.
is_convolution_layer <- function(x) {
  inherits(x, keras_classes[c("BaseConv", "BaseConvTranspose", "BaseDepthwiseConv")])
}

is_embedding <- function(x) inherits(x, keras_classes[["Embedding"]])

# Layers that take indices or classes, or one that does so within.
takes_codes <- function(x) {
  inherits(x, keras_classes[c("Embedding", "CategoryEncoding", "TimeDistributed")])
}

is_feature_space <- function(x) inherits(x, keras_classes[["FeatureSpace"]])

is_feature <- function(x) inherits(x, keras_classes[["Feature"]])

is_feature_cross <- function(x) inherits(x, keras_classes[["Cross"]])

is_hashed_crossing <- function(x) inherits(x, keras_classes[["HashedCrossing"]])

is_integer_lookup <- function(x) inherits(x, keras_classes[["IntegerLookup"]])

is_string_lookup <- function(x) inherits(x, keras_classes[["StringLookup"]])

is_text_layer <- function(x) {
  inherits(x, keras_classes[c(
    "TextVectorization", "StringLookup", "Hashing", "HashedCrossing", "FeatureSpace"
  )])
}

# By the last part of the name: each of them has a module of its own.
is_augmentation <- function(x) {
  any(grepl("[.](Random[A-Za-z]+|RandAugment|AugMix|CutMix|MixUp|Mosaic)$", class(x)))
}

is_input_spec <- function(x) inherits(x, keras_classes[["InputSpec"]])

is_dtype_policy <- function(x) inherits(x, keras_classes[["DTypePolicy"]])

is_optimizer <- function(x) inherits(x, keras_classes[["BaseOptimizer"]])

is_loss <- function(x) inherits(x, keras_classes[["Loss"]])

is_metric <- function(x) inherits(x, keras_classes[["Metric"]])

is_optimizer_map <- function(x) inherits(x, keras_classes[["OptimizerMap"]])

schedule_class <- keras_classes[["LearningRateSchedule"]]

is_schedule <- function(x) inherits(x, schedule_class)

is_orbax_callback <- function(x) inherits(x, keras_classes[["OrbaxCheckpoint"]])

is_callback <- function(x) inherits(x, keras_classes[["Callback"]])

# Of Keras, or a strategy of TensorFlow's.
is_distribution <- function(x) {
  inherits(x, keras_classes[["Distribution"]]) ||
    inherits(x, "tensorflow.python.distribute.distribute_lib.StrategyBase")
}

is_seed_generator <- function(x) inherits(x, keras_classes[["SeedGenerator"]])

# That change the learning rate.
is_rate_callback <- function(x) {
  inherits(x, keras_classes[c("LearningRateScheduler", "ReduceLROnPlateau")])
}

is_averages_callback <- function(x) inherits(x, keras_classes[["SwapEMAWeights"]])

is_keras_history <- function(x) inherits(x, keras_classes[["History"]])

# What a user holds in R, beside tensors.
object_classes <- unname(keras_classes[c(
  "KerasSaveable", "Callback", "Initializer", "Regularizer", "Constraint", "DTypePolicy",
  "SeedGenerator", "LearningRateSchedule"
)])

# Those that R calls with its own numbers, by methods in R/call-object.R.
called_classes <- unname(keras_classes[c("Initializer", "Regularizer", "Constraint")])

# ---- Tensors -------------------------------------------------------------------

symbolic_class <- keras_classes[["KerasTensor"]]

# Of JAX, whose values are known when a compiled function runs.
tracer_class <- "jax._src.core.Tracer"

# Those of each backend, and for all Keras' own.
backend_classes <- list(
  tensorflow = "tensorflow.python.types.core.Tensor",
  torch = "torch.Tensor",
  jax = c("jaxlib._jax.ArrayImpl", "jaxlib._jax.Array", tracer_class)
)
# Beside these Keras makes a number float32 before it gives it the dtype of the tensor.
rounding_classes <- backend_classes[["torch"]]
tensor_classes <- c(
  symbolic_class, keras_classes[["Variable"]], unlist(backend_classes, use.names = FALSE)
)

# What JAX has in place of the length of an axis that is not known yet.
length_class <- "jax._src.export.shape_poly._DimExpr"

# What may be known only when a model runs, and which parts of a shape are.
later_classes <- c(length_class, tensor_classes)

are_later <- function(x) vapply(unclass(x), inherits, NA, later_classes)

# Of a backend that Keras does not use: its operations take none of them.
is_foreign <- function(x) {
  if (is.null(foreign$classes)) {
    others <- setdiff(names(backend_classes), keras$backend$backend())
    foreign$classes <- unlist(backend_classes[others], use.names = FALSE)
  }
  inherits(x, foreign$classes)
}

foreign <- new.env(parent = emptyenv())

# What has values as well, of which R's all.equal() would say that all are the same.
value_classes <- c(
  tensor_classes,
  "numpy.ndarray",
  "tensorflow.python.framework.sparse_tensor.SparseTensor",
  "tensorflow.python.framework.indexed_slices.IndexedSlices",
  "tensorflow.python.ops.ragged.ragged_tensor.RaggedTensor",
  "jax.experimental.sparse._base.JAXSparse"
)

# Whose tensor it is, in words for people.
framework_of <- function(x) {
  names <- c(torch = "PyTorch", tensorflow = "TensorFlow", jax = "JAX", jaxlib = "JAX")
  names[[intersect(sub("[.].*", "", class(x)), names(names))[[1L]]]]
}

is_symbolic <- function(x) inherits(x, symbolic_class)

is_variable <- function(x) inherits(x, keras_classes[["Variable"]])

is_numpy <- function(x) inherits(x, "numpy.ndarray")

# The shape that a tensor of TensorFlow has.
is_tensorflow_shape <- function(x) {
  inherits(x, "tensorflow.python.framework.tensor_shape.TensorShape")
}

# What a backend raises where code asks for the values of a tensor that has none yet.
traced_value_errors <- c(
  "python.builtin.NotImplementedError", "jax.errors.JAXTypeError", "jax.errors.JAXIndexError"
)

# ---- Data that come in batches -------------------------------------------------

stream_classes <- c(
  "tensorflow.python.data.ops.dataset_ops.DatasetV2",
  "torch.utils.data.dataloader.DataLoader",
  "lamina.bridge.r_batches.Batches",
  # Generators are iterators, too.
  "python.builtin.iterator"
)

# Data whose batches come in an order of their own.
has_own_order <- function(x) inherits(x, stream_classes)

is_py_dataset <- function(x) inherits(x, keras_classes[["PyDataset"]])

is_stream <- function(x) has_own_order(x) || is_py_dataset(x)

# Written in R by Dataset(): the class, and its objects, which are R's until Keras gets them.
is_dataset_class <- function(x) inherits(x, "lamina_dataset_class")

is_r_dataset <- function(x) inherits(x, "lamina_dataset")

# Data of which each element is an example, beside the first of these.
is_torch_dataset <- function(x) inherits(x, "torch.utils.data.dataset.Dataset")

is_split_dataset <- function(x) inherits(x, stream_classes[[1L]]) || is_torch_dataset(x)

# ---- Files ---------------------------------------------------------------------

is_pillow_image <- function(x) inherits(x, "PIL.Image.Image")

# ---- Words for people ----------------------------------------------------------

# What each is called in messages; the first that fits, since models are layers, too.
kinds <- c(
  Model = "model",
  Layer = "layer",
  BaseOptimizer = "optimizer",
  LearningRateSchedule = "schedule",
  Loss = "loss",
  Metric = "metric",
  Callback = "callback",
  Initializer = "initializer",
  Regularizer = "regularizer",
  Constraint = "constraint",
  Quantizer = "quantizer",
  SeedGenerator = "seed generator"
)

# Also of the shell of an object of another session.
kind_of <- function(x) {
  kind <- kinds[names(kinds) %in% keras_names(x)]
  if (length(kind)) return(kind[[1L]])
  if (inherits(x, c(tensor_classes, "numpy.ndarray"))) "tensor" else "Python object"
}
