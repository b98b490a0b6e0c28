skip_without_keras()

test_that("a class in braces is one of Keras, or of Python alone", {
  Doubled(keras$layers$Layer) %py_class% { # nolint: object_name_linter.
    "Doubles."
    initialize <- function(by = 2) {
      super$initialize()
      self$by <- by
    }
    call <- function(inputs) inputs * self$by
    twice %<-active% function() self$by * 2
  }
  layer <- Doubled(3, name = "mine")
  expect_equal(as.array(layer(matrix(c(1, 2), 1))), matrix(c(3, 6), 1))
  expect_identical(layer$twice, 6)
  expect_identical(layer$name, "mine")
  expect_identical(layer$`__doc__`, "Doubles.")
  Tripled(Doubled, convert = TRUE) %py_class% { # nolint: object_name_linter.
    call <- function(inputs) super$call(inputs) / self$by * 3
  }
  expect_equal(as.array(Tripled()(matrix(c(1, 2), 1))), matrix(c(3, 6), 1))

  Counter %py_class% { # nolint: object_name_linter.
    initialize <- function(from = 0) private$n <- from
    private$up <- function() private$n <- private$n + 1
    up <- function() private$up()
    n %<-active% function() private$n
  }
  counter <- Counter(3)
  counter$up()
  expect_identical(counter$n, 4)
  other <- Counter()
  expect_identical(other$n, 0)
})

test_that("a name may be bound to a function that is called when it is read", {
  n <- 0
  count %<-active% function(value) {
    if (missing(value)) n <<- n + 1 else n <<- value
    n
  }
  expect_identical(c(count, count), c(1, 2))
  count <- 10
  expect_identical(count, 11)
})

test_that("other specifications are refused", {
  expect_snapshot(error = TRUE, {
    Two(keras$layers$Layer, keras$Model) %py_class% {} # nolint: brace_linter.
    Three(3) %py_class% {} # nolint: brace_linter.
    x %<-active% 3
  })
})
