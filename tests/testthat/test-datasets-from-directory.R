skip_without_keras()

images_of <- function(...) {
  image_dataset_from_directory("pets", image_size = 4, verbose = FALSE, ...)
}

# What tells the files apart: the first value of each, and the labels.
read_batches <- function(data) {
  iterate(data, function(batch) {
    if (!is.list(batch)) batch <- list(batch)
    x <- as.array(batch[[1]])
    list(x = matrix(x, dim(x)[[1]])[, 1], y = if (length(batch) > 1) as.array(batch[[2]]))
  })
}

test_once("images come in batches with the labels of their folders", {
  local_classes(write_grey, "png")
  data <- images_of(shuffle = FALSE, batch_size = 4)
  expect_identical(data$class_names, c("cats", "dogs"))
  expect_identical(basename(data$file_paths), rep(paste0(1:3, ".png"), 2))
  expect_identical(read_batches(data), list(
    list(x = c(1, 2, 3, 11), y = as.array(c(0L, 0L, 0L, 1L))),
    list(x = c(12, 13), y = as.array(c(1L, 1L)))
  ))
  other <- images_of(shuffle = FALSE, class_names = c("dogs", "cats"), label_mode = "binary")
  expect_identical(other$class_names, c("dogs", "cats"))
  expect_identical(
    read_batches(other), list(list(x = c(11:13, 1:3) * 1, y = matrix(rep(0:1, each = 3) * 1)))
  )
  one_hot <- read_batches(images_of(shuffle = FALSE, label_mode = "categorical"))[[1]]
  expect_identical(one_hot$y, cbind(rep(1:0, each = 3), rep(0:1, each = 3)) * 1)
  expect_identical(
    read_batches(images_of(shuffle = FALSE, labels = c(2, 0, 1, 1, 0, 2)))[[1]]$y,
    as.array(c(2L, 0L, 1L, 1L, 0L, 2L))
  )
  for (bare in list(images_of(shuffle = FALSE, labels = NULL),
                    images_of(shuffle = FALSE, label_mode = NULL))) {
    expect_identical(read_batches(bare), list(list(x = c(1:3, 11:13) * 1, y = NULL)))
  }
  expect_identical(
    iterate(images_of(batch_size = NULL, data_format = "channels_first"),
            function(image) list(dim(image[[1]]))),
    rep(list(list(c(3L, 4L, 4L))), 6)
  )
})

test_once("images are converted, cut and padded", {
  dir.create(folder <- withr::local_tempfile())
  wide <- array(rep(c(0, 100, 200, 100), each = 2), c(2, 4, 3))
  write_bmp(wide, file.path(folder, "x.bmp"))
  row <- function(size, ...) {
    data <- image_dataset_from_directory(
      folder, labels = NULL, image_size = size, verbose = FALSE, ...
    )
    as.array(iter_next(as_iterator(data)))[1, 1, , 1]
  }
  expect_equal(row(c(2, 4)), c(0, 100, 200, 100))
  expect_equal(row(c(2, 2)), c(50, 150))
  expect_equal(row(c(2, 2), interpolation = "nearest"), c(100, 100))
  expect_equal(row(c(2, 2), crop_to_aspect_ratio = TRUE), c(100, 200))
  expect_equal(row(c(4, 4), pad_to_aspect_ratio = TRUE), rep(0, 4))
  image_array_save(wide, file.path(folder, "x.png"), scale = FALSE)
  file.remove(file.path(folder, "x.bmp"))
  grey <- image_dataset_from_directory(
    folder, labels = NULL, color_mode = "grayscale", image_size = 4, verbose = FALSE
  )
  expect_identical(iterate(grey, dim), list(c(1L, 4L, 4L, 1L)))
})

test_once("files are split the same way for both parts", {
  local_classes(write_grey, "png")
  split <- function(...) {
    images_of(validation_split = 0.4, seed = 1, batch_size = 6, ...)
  }
  values <- function(data) sort(read_batches(data)[[1]]$x)
  output <- capture.output(both <- split(subset = "both"))
  expect_identical(output, character())
  expect_identical(lengths(lapply(both, values)), c(4L, 2L))
  expect_identical(sort(unlist(lapply(both, values))), c(1:3, 11:13) * 1)
  expect_identical(values(split(subset = "training")), values(both[[1]]))
  expect_identical(values(split(subset = "validation")), values(both[[2]]))
  expect_identical(both[[2]]$class_names, c("cats", "dogs"))
})

test_that("a model trains on images, and predicts them", {
  local_classes(write_grey, "png")
  model <- keras_model_sequential(input_shape = c(4, 4, 3)) |>
    layer_global_average_pooling_2d() |>
    layer_dense(1, kernel_initializer = "ones")
  compile(model, keras$optimizers$SGD(0), "mse")
  both <- images_of(
    validation_split = 0.5, subset = "both", shuffle = FALSE, batch_size = 2, label_mode = "binary"
  )
  history <- fit(model, both[[1]], validation_data = both[[2]], epochs = 1, verbose = 0)
  expect_equal(history$metrics$loss, mean((3 * 1:3)^2), tolerance = 1e-5)
  expect_equal(history$metrics$val_loss, mean((3 * 11:13 - 1)^2), tolerance = 1e-5)
  expect_equal(loss_of(model, both[[2]]), history$metrics$val_loss, tolerance = 1e-5)
  all <- images_of(labels = NULL, shuffle = FALSE)
  expect_equal(predicted(model, all), 3 * c(1:3, 11:13), tolerance = 1e-5)
})

test_once("texts are strings, which a map makes numbers of", {
  local_classes(function(path, value) writeLines(paste("words", value), path, sep = ""), "txt")
  texts <- function(...) {
    text_dataset_from_directory("pets", shuffle = FALSE, verbose = FALSE, ...)
  }
  batch <- iter_next(as_iterator(texts()))
  expect_identical(as.vector(as.array(batch[[1]])), paste("words", c(1:3, 11:13)))
  expect_identical(as.vector(as.array(batch[[2]])), rep(0:1, each = 3))
  short <- iter_next(as_iterator(texts(max_length = 5, batch_size = 2)))
  expect_identical(as.vector(as.array(short[[1]])), c("words", "words"))
  vectorize <- layer_text_vectorization(output_sequence_length = 3)
  adapt(vectorize, texts()$map(function(x, y) x))
  data <- texts()$map(function(x, y) reticulate::tuple(vectorize(x), y))
  model <- adding_model()
  words <- match(paste(c(1:3, 11:13)), get_vocabulary(vectorize)) - 1
  first <- match("words", get_vocabulary(vectorize)) - 1
  expect_equal(loss_of(model, data), mean((first + words - rep(0:1, each = 3))^2), tolerance = 1e-5)
})

test_once("sounds are filled up, or cut to one length", {
  local_classes(function(path, value) write_wav(rep(value * 1024, value), path), "wav")
  sounds <- function(...) {
    audio_dataset_from_directory("pets", shuffle = FALSE, verbose = FALSE, ...)
  }
  batch <- lapply(iter_next(as_iterator(sounds())), as.array)
  expect_identical(dim(batch[[1]]), c(6L, 13L, 1L))
  expect_identical(batch[[1]][2, 1:4, 1], c(2, 2, 0, 0) / 32)
  expect_identical(batch[[2]], as.array(rep(0:1, each = 3)))
  cut <- as.array(iter_next(as_iterator(sounds(labels = NULL, output_sequence_length = 2))))
  expect_identical(dim(cut), c(6L, 2L, 1L))
  expect_identical(cut[1, , 1], c(1, 0) / 32)
  local_without_package("tensorflow-io")
  expect_lamina_error(
    sounds(sampling_rate = 100), "tensorflow-io", class = "setup",
    from = "audio_dataset_from_directory"
  )
})

test_once("links are followed where they are meant to be", {
  local_classes(write_grey, "png")
  dir.create("more")
  write_grey("more/4.png", 4)
  skip_if_not(file.symlink(normalizePath("more"), "pets/cats/more"), "links can be made")
  values <- function(...) read_batches(images_of(shuffle = FALSE, ...))[[1]]$x
  expect_identical(values(), c(1:3, 11:13) * 1)
  expect_identical(values(follow_links = TRUE), c(1:3, 4, 11:13) * 1)
  expect_identical(values(labels = rep(0, 6)), c(1:3, 11:13) * 1)
})

test_once("it is said how many files there are", {
  local_classes(write_grey, "png")
  output <- reticulate::py_capture_output(image_dataset_from_directory("pets", image_size = 4))
  expect_match(output, "6 files.*2 classes")
})

test_once("folders and files that are not there are named", {
  local_classes(write_grey, "png")
  expect_snapshot(error = TRUE, {
    image_dataset_from_directory()
    image_dataset_from_directory(1)
    image_dataset_from_directory("nowhere")
    image_dataset_from_directory("pets/cats")
    image_dataset_from_directory("pets", class_names = c("cats", "cows"))
    text_dataset_from_directory("pets")
    audio_dataset_from_directory("pets", labels = NULL)
    image_dataset_from_directory("pets", labels = c(0, 1))
    image_dataset_from_directory("pets", validation_split = 0.1, subset = "both", seed = 1)
  })
})

test_once("arguments that do not fit are refused", {
  local_classes(write_grey, "png")
  expect_snapshot(error = TRUE, {
    image_dataset_from_directory("pets", labels = "infered")
    image_dataset_from_directory("pets", labels = factor(rep("a", 6)))
    image_dataset_from_directory("pets", labels = rep(0.5, 6))
    image_dataset_from_directory("pets", labels = rep(1:2, 3), label_mode = "categorical")
    image_dataset_from_directory("pets", labels = rep(1:2, 3), label_mode = "binary")
    image_dataset_from_directory("pets", class_names = "cats", label_mode = "binary")
    image_dataset_from_directory("pets", label_mode = "integer")
    image_dataset_from_directory("pets", class_names = 1:2)
    image_dataset_from_directory("pets", class_names = c("cats", "cats"))
    image_dataset_from_directory("pets", labels = NULL, class_names = c("cats", "dogs"))
    image_dataset_from_directory("pets", label_mode = NULL, class_names = c("cats", "dogs"))
    image_dataset_from_directory("pets", color_mode = "grey")
    image_dataset_from_directory("pets", batch_size = 0)
    image_dataset_from_directory("pets", image_size = c(1, 2, 3))
    image_dataset_from_directory("pets", shuffle = "yes")
    image_dataset_from_directory("pets", seed = 0.5)
    image_dataset_from_directory("pets", validation_split = 1, subset = "both", seed = 1)
    image_dataset_from_directory("pets", validation_split = 0.5)
    image_dataset_from_directory("pets", subset = "training")
    image_dataset_from_directory("pets", validation_split = 0.5, subset = "train", seed = 1)
    image_dataset_from_directory("pets", validation_split = 0.5, subset = "both")
    image_dataset_from_directory("pets", interpolation = "linear")
    image_dataset_from_directory("pets", follow_links = NA)
    image_dataset_from_directory("pets", crop_to_aspect_ratio = 1)
    image_dataset_from_directory("pets", pad_to_aspect_ratio = 1)
    image_dataset_from_directory(
      "pets", crop_to_aspect_ratio = TRUE, pad_to_aspect_ratio = TRUE
    )
    image_dataset_from_directory("pets", data_format = "first")
    image_dataset_from_directory("pets", verbose = 2)
    image_dataset_from_directory("pets", format = "numpy")
    text_dataset_from_directory("pets", max_length = 0)
    text_dataset_from_directory("pets", batch_size = 1.5)
    audio_dataset_from_directory("pets", sampling_rate = 0.5)
    audio_dataset_from_directory("pets", output_sequence_length = 0)
    audio_dataset_from_directory("pets", ragged = 1)
    audio_dataset_from_directory("pets", ragged = TRUE, output_sequence_length = 2)
  })
})

test_once("without what reads the files, an error says how to get it", {
  local_classes(write_grey, "png")
  expect_lamina_error(
    image_dataset_from_directory("pets", format = "grain"), "grain", class = "setup",
    from = "image_dataset_from_directory"
  )
  writeLines("", "pets/cats/1.txt")
  write_wav(1, "pets/cats/1.wav")
  local_without_package("tensorflow")
  for (name in paste0(c("image", "text", "audio"), "_dataset_from_directory")) {
    make <- get(name)
    cnd <- expect_lamina_error(make("pets"), "tensorflow", class = "setup")
    expect_match(conditionMessage(cnd), name)
  }
})
