# Functions of new kinds, in the R files of a folder, called as a user would; prints what comes.
# Then their cases in the folder are run, as the tests run them.
folder <- commandArgs(TRUE)
files <- list.files(folder, "[.]R$", full.names = TRUE)
lamina <- asNamespace("lamina")
here <- new.env(parent = lamina)
for (file in files) eval(parse(file, keep.source = FALSE), here)

reticulate::py_run_string("
import keras, numpy as np
keras.datasets.mnist.load_data = lambda path: (
    (np.array([1, 2]), path), (np.array([3]), 'y')
)
# The real one takes most of a minute to be made.
keras.applications.MobileNet = lambda input_shape, **more: keras.Sequential(
    [keras.Input(input_shape), keras.layers.Flatten()]
)
")

# A comma at the end of a call is none too many.
show <- function(expr) {
  value <- tryCatch(eval(substitute(expr), here), lamina_error = function(cnd) {
    gsub("\n\\S+ ", " ", conditionMessage(cnd))
  })
  cat(deparse(value, width.cutoff = 500L), sep = "\n")
}
show(normalize(matrix(c(3, 4), 1), ))
show(as.array(op_relu(array(c(-1, 2), 2), )))
show(op_relu("a"))
show(as.numeric(regularizer_l2(0.5, )$l2))
show(regularizer_l2(-1))
show(loss_mean_squared_error(reduction = "sum", )$reduction)
show(as.numeric(loss_mean_squared_error(array(1, 2), array(3, 2))))
show(loss_mean_squared_error(size = 1))
show(class(application_throwaway(weights = NULL, ))[[1L]])
show(dataset_mnist("here", ))
show(dataset_mnist("here", convert = "yes"))
show(class(layer_throwaway(rate = 0.5, ))[[1L]])
show(normalize(axs = 1))
show(op_relu(xs = 1))
show(regularizer_l2(l3 = 1))
show(loss_mean_squared_error(redaction = "sum"))
show(application_throwaway(weigths = NULL))
show(dataset_mnist(paht = "here"))
show(layer_throwaway(raet = 0.5))
show(regularizer_l2(0.5, 1))

suppressPackageStartupMessages(library(testthat))
for (helper in c("cases", "layer-cases", "operation-cases", "expectations", "data")) {
  sys.source(sprintf("tests/testthat/helper-%s.R", helper), here)
}
here$expect_norm_of_one <- function(case) {
  expect_equal(sum(do.call(here[[case$fun]], eval(case$r))^2), 1)
  cat(sprintf("The norm of %s() is 1.\n", case$fun))
}
for (family in sub("[.]dcf$", "", list.files(folder, "[.]dcf$"))) {
  parts <- strsplit(family, "-")[[1L]]
  here$test_cases(parts[[1L]], parts[[2L]], folder)
}
