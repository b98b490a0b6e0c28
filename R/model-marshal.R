# A whole model as a raw vector, which R can write to files and send to other processes.

#' Send a model to another R process
#'
#' What R holds of a model points into the memory of Python: `saveRDS()`, `parallel::parLapply()`,
#' `mirai` and `future` hand on the pointer alone, which leads nowhere in another R process.
#' `marshal_model()` makes a raw vector of the whole model, which goes everywhere where R's own
#' values go; `unmarshal_model()` makes a model of it there, on whichever backend runs there.
#'
#' The vector holds the bytes of the `.keras` file that [save_model()] writes, with all that is kept
#' there: layers, weights, loss, metrics, optimizer and its state, and what *Functions* there says
#' of R functions. The seeds of layers that drop begin anew, as in every file of Keras. On the same
#' backend and the same kind of processor the model predicts the same bits; on another backend the
#' same numbers to about six digits. `writeBin(as.vector(raw), "model.keras")` writes a file that
#' Keras opens.
#'
#' Classes that [Layer()] and its like have made are not in the vector: the code that defines them
#' must run in the other process, too, before `unmarshal_model()`.
#'
#' @param model A model.
#' @param raw A raw vector: what `marshal_model()` returned, or `save_model(model)`, or the bytes of
#'   a `.keras` file.
#' @inheritParams save_model
#' @param ... Not used.
#'
#' @section Workers:
#' Workers must start the same Python: the environment variables `RETICULATE_PYTHON` and
#' `KERAS_BACKEND`, set before the workers start, hold for them, too; `use_backend()` holds for the
#' process that calls it alone. Each worker is a process of its own: a fork, such as those of
#' `parallel::mclapply()` and `future::multicore`, cannot compute with Keras. Open the model once a
#' worker where there are many tasks: opening takes longer than a prediction. Draws of
#' [predict_mc_dropout()] in parts are joined by [bind_mc_dropout()], and are those of one process.
#'
#' With parallel:
#' ```r
#' workers <- parallel::makePSOCKcluster(2)
#' raw <- marshal_model(model)
#' parallel::clusterExport(workers, "raw")
#' parallel::clusterEvalQ(workers, {
#'   library(lamina)
#'   model <- unmarshal_model(raw)
#' })
#' parallel::parLapply(workers, parts, function(x) predict(model, x, verbose = 0))
#' parallel::stopCluster(workers)
#' ```
#'
#' With mirai, whose expressions see nothing but what they are given by name:
#' ```r
#' mirai::daemons(2)
#' tasks <- lapply(parts, function(x) {
#'   mirai::mirai({
#'     library(lamina)
#'     predict(unmarshal_model(raw), x, verbose = 0)
#'   }, raw = raw, x = x)
#' })
#' results <- lapply(tasks, function(task) task[])
#' mirai::daemons(0)
#' ```
#'
#' With future, which finds `raw` and `x` by itself:
#' ```r
#' future::plan(future::multisession, workers = 2)
#' tasks <- lapply(parts, function(x) {
#'   future::future(predict(unmarshal_model(raw), x, verbose = 0), packages = "lamina")
#' })
#' results <- lapply(tasks, future::value)
#' future::plan(future::sequential)
#' ```
#'
#' @returns `marshal_model()`: a raw vector of class `lamina_marshaled_model`, whose `print()`
#'   method tells which model it is, its size, and what it was made with. `unmarshal_model()`: the
#'   model.
#'
#'   Errors have class `lamina_error_argument` for what is no model or no raw vector,
#'   `lamina_error_file` for a model that cannot be saved and for a vector that is damaged or holds
#'   no model, `lamina_error_session` for a model that is from another R process already.
#' @seealso [save_model()] for files.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4, name = "small") |>
#'   layer_dropout(0.2) |>
#'   layer_dense(3, activation = "softmax")
#' raw <- marshal_model(model)
#' raw
#' path <- tempfile(fileext = ".rds")
#' saveRDS(raw, path)
#' # Perhaps in another R process:
#' again <- unmarshal_model(readRDS(path))
#' x <- as.matrix(iris[1:4])
#' identical(predict(again, x, verbose = 0), predict(model, x, verbose = 0))
#' @export
marshal_model <- function(model, ...) {
  check_process()
  check_no_dots(..., what = "this function")
  check_model(model)
  bytes <- model_as_raw(model, opener = "unmarshal_model")
  structure(
    bytes,
    class = "lamina_marshaled_model",
    about = list(
      name = model$name,
      backend = keras$backend$backend(),
      keras = keras$`__version__`,
      lamina = as.character(utils::packageVersion("lamina"))
    )
  )
}

#' @rdname marshal_model
#' @export
unmarshal_model <- function(raw, custom_objects = NULL, compile = TRUE, safe_mode = TRUE, ...) {
  check_process()
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  expected <- "a raw vector from `marshal_model()`"
  if (missing(raw)) abort_missing("raw", expected, call)
  if (!is.raw(raw)) abort_argument("raw", expected, raw, call)
  custom_objects <- as_custom_objects(custom_objects)
  compile <- check_flag(compile)
  safe_mode <- check_flag(safe_mode)
  path <- tempfile(fileext = ".keras")
  on.exit(unlink(path))
  writeBin(as.vector(raw), path)
  if (!from_r$is_whole_archive(path)) {
    abort_lamina("{.arg raw} is damaged, or does not hold a model.", class = "file", call = call)
  }
  open_model(
    path, custom_objects, compile, safe_mode, "The model in {.arg raw} could not be opened.", call
  )
}

#' @export
print.lamina_marshaled_model <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  cat(format(x), sep = "\n")
  invisible(x)
}

#' @export
format.lamina_marshaled_model <- function(x, ...) {
  check_no_dots(..., also = format_arguments)
  about <- attr(x, "about")
  size <- format(structure(length(x), class = "object_size"), units = "auto", standard = "SI")
  c(
    sprintf("<Marshalled model \"%s\", %s>", about$name, size),
    sprintf("  made on %s, with Keras %s and lamina %s", about$backend, about$keras, about$lamina),
    "  `unmarshal_model()` opens it."
  )
}
