# Train one convolutional network in several processes, on this machine or on many.
#
#   KERAS_BACKEND=jax Rscript examples/cluster/train.R                # one process
#   KERAS_BACKEND=jax mpirun -n 2 Rscript examples/cluster/train.R    # two, by Open MPI
#   srun -n 8 Rscript examples/cluster/train.R                        # as many as SLURM gives
#
# Or two by hand, in two terminals, with 0 and 1 as the last number:
#
#   KERAS_BACKEND=jax Rscript examples/cluster/train.R localhost:9911 2 0
#
# All processes run this script whole. The images are made here: noise with a bright bar, which
# stands upright or lies down.

library(lamina)

use_backend("jax")
given <- commandArgs(trailingOnly = TRUE)
launchers <- c("OMPI_COMM_WORLD_SIZE", "SLURM_NTASKS", "KERAS_DISTRIBUTION_NUM_PROCESSES")
if (length(given) == 3) {
  use_cluster(given[[1]], processes = as.integer(given[[2]]), process = as.integer(given[[3]]))
} else if (any(nzchar(Sys.getenv(launchers)))) {
  use_cluster()
}
set_distribution(data_parallel())
print(cluster_info())

set_random_seed(1)
n <- 1024
images <- array(rnorm(n * 16 * 16), c(n, 16, 16, 1))
upright <- rep(0:1, length.out = n)
for (i in seq_len(n)) {
  place <- sample(16, 1)
  if (upright[[i]] == 1) {
    images[i, , place, 1] <- images[i, , place, 1] + 1
  } else {
    images[i, place, , 1] <- images[i, place, , 1] + 1
  }
}

model <- keras_model_sequential(input_shape = c(16, 16, 1)) |>
  layer_conv_2d(16, 3, activation = "relu") |>
  layer_batch_normalization() |>
  layer_spatial_dropout_2d(0.2, seed = 1) |>
  layer_conv_2d(32, 3, activation = "relu") |>
  layer_global_max_pooling_2d() |>
  layer_dense(2, activation = "softmax")
model |> compile(
  optimizer_adam(1e-3), loss = "sparse_categorical_crossentropy", metrics = "accuracy"
)

# Compiled in the first epoch, which is not counted.
model |> fit(images, upright, batch_size = 128, epochs = 1, verbose = 2)
seconds <- system.time(
  history <- model |> fit(images, upright, batch_size = 128, epochs = 3, verbose = 2)
)[["elapsed"]]

# Each process has the whole model: what is printed and written is the first one's.
if (cluster_info()$process == 0) {
  cat(sprintf(
    "%d processes: %.2f s an epoch, loss %.6f\n", cluster_info()$processes, seconds / 3,
    tail(history$metrics$loss, 1)
  ))
}
# Called in all processes. The path is the first one's.
save_model(model, file.path(tempdir(), "bars.keras"))
