skip_without_keras()

layer_scale <- Layer(
  "Scale",
  initialize = function(start = 1) {
    super$initialize()
    self$start <- start
  },
  build = function(input_shape) {
    self$factor <- self$add_weight(input_shape[[length(input_shape)]], initializer = "ones")
  },
  call = function(inputs) inputs * self$factor * self$start
)

x <- feature_maps(c(6, 3))

test_that("a class of R composes like every layer", {
  expect_composes(function(object) layer_scale(object, start = 2), x, c(6, 3))
  expect_equal(as.array(layer_scale(x, start = 2)), 2 * x)
  expect_equal(as.array(layer_scale(x)), x)
  expect_identical(names(formals(layer_scale)), c("object", "start", "..."))
  layer <- layer_scale(start = 3, name = "mine", dtype = "float16", trainable = FALSE)
  expect_identical(layer$name, "mine")
  expect_identical(dtype_of(layer(x)), "float16")
  expect_length(layer$trainable_weights, 0)
})

test_that("it trains, is saved and loaded", {
  set_random_seed(1)
  model <- keras_model_sequential(input_shape = 3) |> layer_scale(0.5) |> layer_dense(1)
  compile(model, "sgd", "mse")
  before <- get_weights(model)[[1]]
  fit(model, x, x[, 1], epochs = 2, verbose = 0)
  expect_true(all(get_weights(model)[[1]] != before))
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- load_model(path)
  expect_identical(again$layers[[1]]$start, 0.5)
  expect_equal(predict(again, x, verbose = 0), predict(model, x, verbose = 0))
  expect_config_round_trip(layer_scale(start = 3, name = "mine"))
})

test_that("a session that has defined the class opens the file", {
  path <- withr::local_tempfile(fileext = ".keras")
  model <- keras_model_sequential(input_shape = 3) |> layer_scale(start = 2)
  save_model(model, path)
  seen <- other_session()$run(function(path) {
    unknown <- class(tryCatch(load_model(path), error = identity))
    Layer(
      "Scale",
      initialize = function(start = 1) {
        super$initialize()
        self$start <- start
      },
      build = function(input_shape) {
        self$factor <- self$add_weight(input_shape[[2]], initializer = "ones")
      },
      call = function(inputs) inputs * self$factor * self$start
    )
    list(unknown = unknown, defined = predict(load_model(path), matrix(1, 1, 3), verbose = 0))
  }, list(path))
  expect_true("lamina_error_file" %in% seen$unknown)
  expect_equal(seen$defined, matrix(2, 1, 3))
})

test_that("a handler that leaves the making of a layer leaves Python's random state", {
  layer_noisy <- Layer("Noisy", initialize = function() {
    super$initialize()
    self$drop <- keras$layers$Dropout(0.5)
    message("made")
  })
  before <- python_random_state()
  expect_identical(tryCatch(layer_noisy(), message = function(cnd) "left"), "left")
  expect_identical(python_random_state(), before)
  expect_message(layer_noisy(), "made")
  expect_false(identical(python_random_state(), before))
})

test_that("training and mask reach the call", {
  layer_twice <- Layer(
    "Twice",
    call = function(inputs, training = FALSE) if (isTRUE(training)) inputs * 2 else inputs
  )
  layer <- layer_twice()
  expect_equal(as.array(layer(x, training = TRUE)), 2 * x)
  expect_equal(as.array(layer(x, training = FALSE)), x)
  layer_masked <- Layer(
    "Masked",
    initialize = function() {
      super$initialize()
      self$supports_masking <- TRUE
    },
    call = function(inputs, mask = NULL) if (is.null(mask)) inputs else inputs * 0
  )
  sequence <- array(c(0, 1, 1, 1), c(1, 2, 2))
  input <- keras_input(c(2, 2))
  model <- keras_model(input, layer_masked(keras$layers$Masking()(input)))
  expect_equal(max(abs(predict(model, sequence, verbose = 0))), 0)
})

test_that("private state belongs to one layer", {
  layer_count <- Layer(
    "Count",
    private = list(n = 0, bump = function() private$n <- private$n + 1),
    call = function(inputs) {
      private$bump()
      inputs
    },
    calls = active_property(function() private$n)
  )
  first <- layer_count()
  second <- layer_count()
  first(x)
  first(x)
  second(x)
  expect_identical(c(first$calls, second$calls), c(2, 1))
})

test_that("a class builds on another of R or of Keras", {
  layer_shifted <- Layer(
    "Shifted",
    inherit = layer_scale,
    initialize = function(start, shift) {
      super$initialize(start)
      self$shift <- shift
    },
    call = function(inputs) super$call(inputs) + self$shift
  )
  layer <- layer_shifted(start = 2, shift = 1, name = "shifted")
  expect_identical(layer$name, "shifted")
  expect_equal(as.array(layer(x)), 2 * x + 1)
  expect_config_round_trip(layer)
  layer_dense_plus <- Layer(
    "DensePlus",
    inherit = keras$layers$Dense, call = function(inputs) super$call(inputs) + 1
  )
  plus <- layer_dense_plus(units = 2, kernel_initializer = "zeros")
  expect_equal(as.array(plus(x)), matrix(1, 6, 2))
  expect_s3_class(plus, "keras.src.layers.core.dense.Dense")
})

test_that("a function of the name of the class is seen by the methods", {
  normalise <- function(x) x / 2
  layer_normalise <- Layer("normalise", call = function(x) normalise(x), )
  expect_equal(as.array(layer_normalise(x)), x / 2)
  Own <- Layer("Own", call = function(x) { # nolint: object_name_linter.
    super(Own, self)
    x
  })
  expect_equal(as.array(Own(x)), x)
})

test_that("methods handed on by another function have the names given there", {
  wrap <- function(...) Layer("Wrapped", call = function(x) x, ...)
  layer <- wrap(ini = 4, get = function() 5)()
  expect_identical(layer$ini, 4)
  expect_identical(layer$get(), 5)
})

test_that("settings, shapes and further members are kept", {
  layer_rows <- Layer(
    "Rows",
    initialize = function(n, ...) {
      super$initialize(...)
      self$n <- n
    },
    call = function(inputs) inputs[, seq_len(0) + 1],
    compute_output_shape = function(input_shape) c(NA, self$n),
    get_config = function() c(super$get_config(), list(n = self$n)),
    public = list(version = "1")
  )
  layer <- layer_rows(n = 4, name = "rows")
  expect_identical(layer$compute_output_shape(shape(NA, 2)), list(NULL, 4L))
  expect_identical(get_config(layer)$n, 4)
  expect_identical(layer$version, "1")
  expect_config_round_trip(layer)
  computed <- Layer("Computed", initialize = function(n = 1 + length(letters)) {
    super$initialize()
    self$n <- n
  })
  expect_identical(computed()$n, 27)
})

test_that("a call sees how far the shape of its input is known", {
  seen <- NULL
  layer_rows <- Layer("SeenRows", call = function(x) {
    seen <<- list(dim(x), nrow(x), length(x))
    keras$ops$reshape(x, c(-1L, dim(x)[[2]] * dim(x)[[3]]))
  })
  output <- layer_rows()(keras_input(c(2, 3)))
  # Keras runs it on examples with PyTorch.
  unknown <- list(c(NA, 2L, 3L), NA_integer_, NA_integer_)
  if (keras$backend$backend() != "torch") expect_identical(seen, unknown)
  expect_identical(dim(output), c(NA, 6L))
  layer_rows()(array(0, c(4, 2, 3)))
  expect_identical(seen, list(c(4L, 2L, 3L), 4L, 24L))
})

test_that("layers may be kept in lists", {
  layer_stack <- Layer(
    "Stack",
    initialize = function(units) {
      super$initialize()
      self$parts <- lapply(units, function(n) layer_dense(units = n))
      self$named <- list(first = layer_dense(units = 2), last = layer_dense(units = 1))
    },
    call = function(inputs) {
      for (part in self$parts) inputs <- part(inputs)
      self$named$last(self$named[["first"]](self$parts[[1]](inputs)))
    }
  )
  layer <- layer_stack(units = c(3, 3))
  expect_identical(dim(layer(x)), c(6L, 1L))
  expect_length(layer$weights, 8)
  expect_length(layer$parts, 2)
  expect_named(layer$named, c("first", "last"), ignore.order = TRUE)
})

test_that("methods may be written as in Python", {
  layer_grow <- Layer(
    "Grow",
    initialize = function(self, by) {
      super()$`__init__`()
      self$by <- by
    },
    call = function(self, inputs) inputs * self$by
  )
  expect_identical(names(formals(layer_grow)), c("object", "by", "..."))
  expect_equal(as.array(layer_grow(x, by = 2)), 2 * x)
  layer_more <- Layer(
    "More",
    inherit = layer_grow,
    initialize = function(self, by) super()$initialize(by),
    call = function(self, inputs) super()$call(inputs) + 1
  )
  expect_equal(as.array(layer_more(x, by = 2)), 2 * x + 1)
  expect_config_round_trip(layer_more(by = 3))
})

test_that("arguments of a method may have any name", {
  short <- Layer("Short", call = function(s) s * 2)
  expect_equal(as.array(short(x)), 2 * x)
  started <- Layer("Started", initialize = function(s) {
    super$initialize()
    self$s <- s
  })
  expect_identical(started(s = 4)$s, 4)
  layer_sum <- Layer(
    "SumOf",
    call = function(inputs, state = 0, layer = 0, call = 0, c = 0, object = 0) {
      inputs + state + 10 * layer + 100 * call + 1000 * c
    }
  )
  layer <- layer_sum()
  expect_equal(as.array(layer(x, state = 1, layer = 2, call = 3, c = 4)), x + 4321)
})

test_that("each of several outputs has a shape of its own", {
  split <- function(...) {
    Layer(
      "Split",
      call = function(inputs) stats::setNames(list(inputs, inputs * 2), c(...)),
      compute_output_shape = function(input_shape) {
        stats::setNames(list(input_shape, shape(input_shape)), c(...))
      }
    )
  }
  input <- keras_input(3)
  outputs <- split()(input)
  expect_identical(lapply(outputs, tensor_shape), list(c(NA, 3L), c(NA, 3L)))
  expect_equal(predict(keras_model(input, outputs), x, verbose = 0), list(x, 2 * x))
  named <- split("a", "b")(input)
  expect_named(named, c("a", "b"))
  expect_identical(tensor_shape(named$b), c(NA, 3L))
})

layer_residual <- Layer(
  "Residual",
  initialize = function(inner, ...) {
    super$initialize(...)
    self$inner <- inner
  },
  call = function(inputs) inputs + self$inner(inputs),
  get_config = function() {
    inner <- keras$saving$serialize_keras_object(self$inner)
    utils::modifyList(super$get_config(), list(inner = inner))
  },
  from_config = function(config) {
    config$inner <- keras$saving$deserialize_keras_object(config$inner)
    do.call(`__class__`, config)
  }
)

test_that("from_config is a method of the class, which it sees", {
  expect_config_round_trip(layer_residual(inner = layer_dense(units = 3), name = "mine"))
  model <- keras_model_sequential(input_shape = 3) |> layer_residual(layer_dense(units = 3))
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  expect_equal(predict(load_model(path), x, verbose = 0), predict(model, x, verbose = 0))
  add_one <- function(method) {
    layer_number <- Layer(
      "Number",
      initialize = function(n, ...) {
        super$initialize(...)
        self$n <- n
      },
      from_config = method
    )
    from_config(get_config(layer_number(n = 1)))$n
  }
  by_class <- function(cls, config) do.call(cls, utils::modifyList(config, list(n = config$n + 1)))
  by_name <- function(config) do.call(Number, utils::modifyList(config, list(n = config$n + 1)))
  by_super <- function(config) super$from_config(utils::modifyList(config, list(n = config$n + 1)))
  for (way in list(by_class, by_name, by_super)) expect_identical(add_one(way), 2)
})

test_that("an argument that cannot be saved is named, and R code shows what to do", {
  layer_wrap <- Layer(
    "Wrap",
    initialize = function(inner, units = 1) {
      super$initialize()
      self$inner <- inner
    },
    call = function(inputs) self$inner(inputs)
  )
  layer <- layer_wrap(inner = layer_dense(units = 1), name = "wrap")
  expect_snapshot(get_config(layer), error = TRUE)
  bad <- Layer("BadConfig", get_config = function() 3)
  cnd <- expect_lamina_error(get_config(bad()), class = "python")
  expect_match(conditionMessage(cnd$parent$parent), "must be a named list, not 3")
})

test_that("private state needs no declaration, and private functions see what methods see", {
  layer_kept <- Layer(
    "Kept",
    initialize = function() {
      private$k <- 5
      super$initialize()
    },
    call = function(inputs) inputs * private$k
  )
  expect_equal(as.array(layer_kept(x)), 5 * x)
  layer_private <- Layer(
    "Private",
    private = list(
      config = function() super$get_config(),
      title = active_property(function() toupper(self$name)),
      state = active_property(function(value) if (missing(value)) self$n else self$n <- value)
    ),
    seen = function() {
      private$state <- 11
      list(private$config()$name, private$title, private$state)
    }
  )
  expect_identical(layer_private(name = "a")$seen(), list("a", "A", 11))
  # As each class has what is private to it, also where two have one name.
  base <- Layer("Same", private = list(v = 1), f = function() private$v)
  derived <- Layer("Same", private = list(v = 2), inherit = base, g = function() private$v)
  layer <- derived()
  expect_identical(c(layer$f(), layer$g()), c(1, 2))
})

test_that("a property can be set", {
  layer_set <- Layer(
    "Settable",
    value = active_property(function(value) if (missing(value)) private$v else private$v <- value)
  )
  layer <- layer_set()
  layer$value <- 4
  expect_identical(layer$value, 4)
})

test_that("a method is what its whole name says", {
  layer_get <- Layer("GetIt", get = function() 3, init = 1, b = function() "b")
  layer <- layer_get()
  expect_identical(list(layer$get(), layer$init, layer$b()), list(3, 1, "b"))
  expect_config_round_trip(layer)
})

test_that("methods look for names where they are told to", {
  env <- new.env()
  env$k <- 5
  layer_env <- Layer("Env", call = function(inputs) inputs * k, parent_env = env)
  expect_equal(as.array(layer_env(x)), 5 * x)
})

test_that("an argument may be missing where the function asks", {
  layer_missing <- Layer(
    "Missing",
    initialize = function(a, b) {
      super$initialize()
      self$b <- if (missing(b)) 2 * a else b
    },
    call = function(x, y) if (missing(y)) x else x + y
  )
  layer <- layer_missing(a = 1)
  expect_identical(layer$b, 2)
  expect_identical(layer_missing(a = 1, b = 5)$b, 5)
  expect_equal(as.array(layer(x)), x)
  expect_equal(as.array(layer(x, x)), 2 * x)
  expect_config_round_trip(layer)
})

test_that("what has no name reaches the ... of a method", {
  layer_total <- Layer(
    "Total",
    call = function(...) Reduce(`+`, list(...)),
    helper = function(a, ...) a - sum(...)
  )
  layer <- layer_total()
  expect_equal(as.array(layer(x, x, x)), 3 * x)
  expect_identical(layer$helper(1, 2, 3), -4)
})

test_that("names that Python cannot spell reach initialize()", {
  layer_dotted <- Layer("Dotted", initialize = function(a.b, lambda = 1) { # nolint: object_name.
    super$initialize()
    self$product <- a.b * lambda
  })
  layer <- layer_dotted(a.b = 4, lambda = 3)
  expect_identical(layer$product, 12)
  expect_config_round_trip(layer)
})

test_that("a weight has a whole shape", {
  for (size in list(2.5, NA)) {
    layer_odd <- Layer("Odd", build = function(input_shape) self$add_weight(shape = c(size, 3)))
    cnd <- expect_lamina_error(layer_odd(x), class = "python")
    expect_match(conditionMessage(cnd$parent$parent), "`shape` in `add_weight()`", fixed = TRUE)
  }
})

test_that("a class that forgets super$initialize() is told so", {
  layer_bare <- Layer("Bare", initialize = function(...) NULL, call = function(inputs) inputs)
  layer_plain <- Layer("Plain", initialize = function() NULL, call = function(inputs) inputs)
  for (layer in list(layer_bare, layer_plain)) {
    cnd <- expect_lamina_error(layer(), class = "python")
    expect_match(conditionMessage(cnd$parent), "super$initialize()", fixed = TRUE)
  }
})

test_that("an error in a method names it and the layer, and keeps the R error", {
  layer_bad <- Layer("Bad", call = function(inputs) rlang::abort("no way", class = "mine"))
  cnd <- expect_lamina_error(layer_bad(x, name = "culprit"), class = "python", from = "layer_bad")
  expect_s3_class(cnd$parent, "lamina_error_callback")
  expect_match(conditionMessage(cnd$parent), "`call\\(\\)` of the layer \"culprit\" \\(Bad\\)")
  expect_s3_class(cnd$parent$parent, "mine")
  model <- keras_model_sequential(input_shape = 3) |> layer_dense(2)
  expect_model_unchanged(model, expect_error(layer_bad(model), class = "lamina_error"))
  # In training too, which calls it again.
  layer_late <- Layer(
    "Late",
    call = function(inputs, training = FALSE) if (isTRUE(training)) stop("too late") else inputs
  )
  late <- keras_model_sequential(input_shape = 3) |> layer_late(name = "late") |> layer_dense(1)
  compile(late, "sgd", "mse")
  cnd <- expect_error(fit(late, x, x[, 1], verbose = 0), class = "lamina_error")
  expect_match(conditionMessage(cnd$parent), "\"late\"")
  expect_match(conditionMessage(cnd$parent$parent), "too late")
})

test_once("bad arguments are refused, and the class shows what it is", {
  expect_snapshot(error = TRUE, {
    Layer()
    Layer("my layer")
    Layer("Mine", call = 1)
    Layer("Mine", public = list(1))
    Layer("Mine", inherit = metric_mean)
    layer_scale(strat = 2)
    layer_scale(3)
    active_property()
    active_property(3)
    active_property(function(a, b) 1)
    Layer("Mine", inherit = keras$optimizers$Adam)
    Layer("Mine", initialize = function(object, units) NULL)
    Layer("Mine", parent_env = 1)
    layer_residual(x)
    layer_residual()
  })
  expect_snapshot(layer_scale)
})
