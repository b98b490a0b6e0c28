# Adds up its three columns.
adding_model <- function() {
  model <- keras_model_sequential(input_shape = 3, name = "adder") |>
    layer_dense(1, kernel_initializer = "ones", name = "sum")
  compile(model, keras$optimizers$SGD(0), "mse", run_eagerly = TRUE)
}

# The difference of two inputs, with their names in another order than that of the alphabet.
difference <- function(named) {
  inputs <- list(z = keras_input(1, name = "z"), a = keras_input(1, name = "a"))
  output <- layer_subtract(unname(inputs))
  model <- keras_model(if (named) inputs else unname(inputs), output)
  compile(model, keras$optimizers$SGD(0), "mse", run_eagerly = TRUE)
  model
}

predicted <- function(model, x) as.vector(predict(model, x, verbose = 0))
loss_of <- function(model, ...) evaluate(model, ..., verbose = 0)$loss
