# Histories as fit() makes them, without a training.
training_history <- function(metrics, epochs = seq_along(metrics[[1]]), freq = 1L) {
  new_training_history(
    list(
      params = list(epochs = length(epochs), steps = 2L), history = metrics,
      epoch = as.list(epochs - 1L)
    ),
    validation_freq = freq
  )
}

full_history <- training_history(list(
  loss = list(1, 0.5, 0.25), accuracy = list(0.5, 0.75, 1),
  val_loss = list(1.5, 0.75, 0.9), val_accuracy = list(0.25, 0.5, 0.5)
))

of_classes <- training_history(
  list(
    f1_score = lapply(0:3, function(epoch) array(1:3 + 3 * epoch, 3) / 16),
    loss = list(4, 3, 2, 1),
    val_f1_score = list(array(12:10, 3) / 16, array(9:7, 3) / 16), val_loss = list(3, 2)
  ),
  freq = 2L
)
