# Written by tools/generate from tools/generate/dataset/examples.toml, by `make generate`.

#' Arguments in common: data sets
#'
#' @param num_words Words whose number, with `index_from` added, is that or
#'   higher become `oov_char`: a whole number of at least 1. `NULL` keeps all
#'   but the one with the highest number of all, which Keras leaves out.
#' @param skip_top Words whose number, with `index_from` added, is lower
#'   become `oov_char`, for they are in all texts: a whole number of at
#'   least 0. It applies to `start_char` as well.
#' @param maxlen Texts with that many numbers or more, the start included,
#'   are left out: a whole number of at least 1. `NULL` keeps all.
#' @param start_char What each text begins with: a whole number of at least
#'   0, or `NULL` for nothing.
#' @param oov_char What stands for words that `num_words` and `skip_top`
#'   leave out: a whole number of at least 0, or `NULL` to leave them out.
#' @param index_from What is added to the numbers of words: a whole number of
#'   at least 0.
#'
#' @section Where the data come from:
#' Keras downloads the file when it is first asked for, checks it and keeps it
#' in the folder `datasets` of its cache: `~/.keras`, or the environment
#' variable `KERAS_HOME`, which is read when Keras starts. Later nothing is
#' fetched.
#'
#' @name dataset-examples-arguments
#' @keywords internal
NULL

#' Handwritten digits
#'
#' Loads MNIST: 60000 images of the digits 0 to 9 for training, 10000 for
#' testing, each of 28 by 28 pixels.
#'
#' @inheritParams dataset-arguments
#'
#' @section Shapes:
#' `x`: (examples, 28, 28), whole numbers from 0 (paper) to 255 (ink). `y`:
#' (examples), the digits.
#'
#' @inheritSection dataset-examples-arguments Where the data come from
#' @returns A list of `train` and `test`, each a list of `x` and `y`. Errors
#'   have class `lamina_error`.
#' @references
#' LeCun, Y., Bottou, L., Bengio, Y., Haffner, P. (1998). Gradient-based
#' learning applied to document recognition. Proceedings of the IEEE 86(11).
#' <https://doi.org/10.1109/5.726791>
#' @family data sets
#' @examplesIf is_keras_available()
#' \dontrun{
#' mnist <- dataset_mnist() # 11 MB
#' image(t(mnist$train$x[1, 28:1, ]))
#' }
#' @export
dataset_mnist <- function(path = "mnist.npz", convert = TRUE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(convert)
  args <- list(
    path = check_file_name(path)
  )
  load_dataset("datasets.mnist", args, convert)
}

#' Images of clothes
#'
#' Loads Fashion-MNIST: images of clothes in the place of MNIST's digits, and
#' harder than these. 60000 are for training, 10000 for testing.
#'
#' @details
#' The classes are 0 T-shirt or top, 1 trousers, 2 pullover, 3 dress, 4 coat, 5
#' sandal, 6 shirt, 7 sneaker, 8 bag, 9 ankle boot.
#'
#' @inheritParams dataset-arguments
#'
#' @section Shapes:
#' `x`: (examples, 28, 28), whole numbers from 0 to 255. `y`: (examples),
#' classes from 0 to 9.
#'
#' @inheritSection dataset-examples-arguments Where the data come from
#' @returns A list of `train` and `test`, each a list of `x` and `y`. Errors
#'   have class `lamina_error`.
#' @references
#' Xiao, H., Rasul, K., Vollgraf, R. (2017). Fashion-MNIST: a Novel Image
#' Dataset for Benchmarking Machine Learning Algorithms.
#' <https://arxiv.org/abs/1708.07747>
#' @family data sets
#' @examplesIf is_keras_available()
#' \dontrun{
#' clothes <- dataset_fashion_mnist() # 30 MB
#' table(clothes$train$y)
#' }
#' @export
dataset_fashion_mnist <- function(convert = TRUE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(convert)
  args <- list()
  load_dataset("datasets.fashion_mnist", args, convert)
}

#' Small photographs of ten classes
#'
#' Loads CIFAR-10: 50000 photographs of 32 by 32 pixels in colour for training,
#' 10000 for testing.
#'
#' @details
#' The classes are 0 aeroplane, 1 car, 2 bird, 3 cat, 4 deer, 5 dog, 6 frog, 7
#' horse, 8 ship, 9 lorry. As R arrays the images take 740 MB of memory, as
#' NumPy arrays a quarter of that.
#'
#' @inheritParams dataset-arguments
#'
#' @section Shapes:
#' `x`: (examples, 32, 32, 3), or (examples, 3, 32, 32) where
#' [config_image_data_format()] says that channels come first; whole numbers
#' from 0 to 255. `y`: (examples, 1), classes from 0 to 9.
#'
#' @inheritSection dataset-examples-arguments Where the data come from
#' @returns A list of `train` and `test`, each a list of `x` and `y`. Errors
#'   have class `lamina_error`.
#' @references
#' Krizhevsky, A. (2009). Learning Multiple Layers of Features from Tiny
#' Images. <https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf>
#' @family data sets
#' @examplesIf is_keras_available()
#' \dontrun{
#' photographs <- dataset_cifar10() # 170 MB
#' plot(as.raster(photographs$train$x[1, , , ] / 255))
#' }
#' @export
dataset_cifar10 <- function(convert = TRUE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(convert)
  args <- list()
  load_dataset("datasets.cifar10", args, convert)
}

#' Small photographs of a hundred classes
#'
#' Loads CIFAR-100: the same as [dataset_cifar10()] with 100 classes, which
#' belong to 20 groups of five.
#'
#' @param label_mode What `y` holds: `"fine"`, the classes, which is the
#'   default; or `"coarse"`, their groups.
#' @inheritParams dataset-arguments
#'
#' @section Shapes:
#' `x`: (examples, 32, 32, 3), or (examples, 3, 32, 32) where
#' [config_image_data_format()] says that channels come first; whole numbers
#' from 0 to 255. `y`: (examples, 1), classes from 0 to 99, or groups from 0 to
#' 19.
#'
#' @inheritSection dataset-examples-arguments Where the data come from
#' @returns A list of `train` and `test`, each a list of `x` and `y`. Errors
#'   have class `lamina_error`.
#' @references
#' Krizhevsky, A. (2009). Learning Multiple Layers of Features from Tiny
#' Images. <https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf>
#' @family data sets
#' @examplesIf is_keras_available()
#' \dontrun{
#' photographs <- dataset_cifar100(label_mode = "coarse") # 170 MB
#' table(photographs$train$y)
#' }
#' @export
dataset_cifar100 <- function(label_mode = c("fine", "coarse"), convert = TRUE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(convert)
  args <- list(
    label_mode = as_first_choice(label_mode, c("fine", "coarse"))
  )
  load_dataset("datasets.cifar100", args, convert)
}

#' Prices of houses in Boston
#'
#' Loads the median price of houses in 506 quarters of Boston in the 1970s,
#' with 13 properties of each.
#'
#' @details
#' One of the properties is the share of Black people, as if that made a price.
#' For examples of your own take [dataset_california_housing()].
#'
#' @inheritParams dataset-arguments
#'
#' @section Shapes:
#' `x`: (examples, 13), numbers, each column on a scale of its own. `y`:
#' (examples), thousands of dollars.
#'
#' @inheritSection dataset-examples-arguments Where the data come from
#' @returns A list of `train` and `test`, each a list of `x` and `y`. Errors
#'   have class `lamina_error`.
#' @references
#' Harrison, D., Rubinfeld, D. L. (1978). Hedonic housing prices and the demand
#' for clean air. Journal of Environmental Economics and Management 5.
#' <https://doi.org/10.1016/0095-0696(78)90006-2>
#' @family data sets
#' @examplesIf is_keras_available()
#' \dontrun{
#' houses <- dataset_boston_housing() # 57 kB
#' summary(houses$train$y)
#' }
#' @export
dataset_boston_housing <- function(path = "boston_housing.npz", test_split = 0.2, seed = 113L,
                                   convert = TRUE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(convert)
  args <- list(
    path = check_file_name(path),
    test_split = check_number(test_split, min = 0, max = 1),
    seed = as_seed(seed)
  )
  load_dataset("datasets.boston_housing", args, convert)
}

#' Prices of houses in California
#'
#' Loads the median price of houses in 20640 districts of California in 1990,
#' with eight properties of each.
#'
#' @details
#' The properties are the place (longitude and latitude), the age of the
#' houses, rooms, bedrooms, people, households and income of a district. They
#' have no names: look at their ranges, `apply(x, 2, range)`, to see which
#' column is which.
#'
#' @param version `"large"`, all districts, or `"small"`, 600 of them.
#' @inheritParams dataset-arguments
#'
#' @section Shapes:
#' `x`: (examples, 8), numbers, each column on a scale of its own. `y`:
#' (examples), dollars.
#'
#' @inheritSection dataset-examples-arguments Where the data come from
#' @returns A list of `train` and `test`, each a list of `x` and `y`. Errors
#'   have class `lamina_error`.
#' @references
#' Pace, R. K., Barry, R. (1997). Sparse spatial autoregressions. Statistics
#' and Probability Letters 33. <https://doi.org/10.1016/S0167-7152(96)00140-X>
#' @family data sets
#' @examplesIf is_keras_available()
#' \dontrun{
#' houses <- dataset_california_housing("small") # 700 kB
#' summary(houses$train$y)
#' }
#' @export
dataset_california_housing <- function(version = "large", path = "california_housing.npz",
                                       test_split = 0.2, seed = 113L, convert = TRUE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(convert)
  args <- list(
    version = check_choice(version, c("large", "small")),
    path = check_file_name(path),
    test_split = check_number(test_split, min = 0, max = 1),
    seed = as_seed(seed)
  )
  load_dataset("datasets.california_housing", args, convert)
}
