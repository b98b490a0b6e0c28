# Train one network in several processes on PyTorch, by its DistributedDataParallel.
#
#   KERAS_BACKEND=torch mpirun -n 2 Rscript examples/cluster/train_torch.R
#
# Or two by hand, in two terminals, with 0 and 1 as the last number:
#
#   KERAS_BACKEND=torch Rscript examples/cluster/train_torch.R localhost:9911 2 0
#
# Without arguments and launcher one process trains alone: it learns the same weights. The
# images are noise with a bright bar, which stands upright or lies down.

library(lamina)

use_backend("torch")
given <- commandArgs(trailingOnly = TRUE)
launched <- Sys.getenv(c("OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"))
if (length(given) < 3) {
  given <- if (all(nzchar(launched))) c("localhost:9911", launched) else c("localhost:9911", 1, 0)
}
processes <- as.integer(given[[2]])
process <- as.integer(given[[3]])

torch <- import("torch")
torch$distributed$init_process_group(
  # "nccl" where each process has a GPU.
  "gloo",
  init_method = paste0("tcp://", given[[1]]), world_size = processes, rank = process
)

# All processes make the same data and the same permutations.
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
  layer_spatial_dropout_2d(0.2, seed = 1) |>
  layer_conv_2d(32, 3, activation = "relu") |>
  layer_global_max_pooling_2d() |>
  layer_dense(2)
compute_loss <- loss_sparse_categorical_crossentropy(from_logits = TRUE)
optimizer <- optimizer_sgd(0.1, momentum = 0.9)
optimizer$build(model$trainable_variables)

# Takes the weights of process 0, and the mean of the gradients of all.
shared_model <- torch$nn$parallel$DistributedDataParallel(model)

train_step <- function(x, y) {
  model$zero_grad()
  loss <- compute_loss(y, shared_model(x, training = TRUE))
  loss$backward()
  gradients <- lapply(model$trainable_variables, function(variable) variable$value$grad)
  with(torch$no_grad(), optimizer$apply(gradients, model$trainable_variables))
  # The mean of the whole batch.
  loss <- loss$detach()
  torch$distributed$all_reduce(loss)
  as.numeric(loss) / processes
}

# The rows of a batch that are this process' own: equally many in each.
own_part <- function(rows) matrix(rows, ncol = processes)[, process + 1]

for (epoch in 1:3) {
  batches <- split(sample(n), rep(1:8, each = n / 8))
  losses <- vapply(batches, function(rows) {
    rows <- own_part(rows)
    train_step(
      as_tensor(images[rows, , , , drop = FALSE], "float32"), as_tensor(upright[rows], "int32")
    )
  }, 0)
  if (process == 0) cat(sprintf("Epoch %d: loss %.6f\n", epoch, mean(losses)))
}

if (process == 0) {
  weights <- unlist(lapply(get_weights(model), as.vector))
  cat(sprintf("Processes: %d. Size of the weights: %.6f\n", processes, sqrt(sum(weights^2))))
  save_model(model, file.path(tempdir(), "bars.keras"))
}
torch$distributed$destroy_process_group()
