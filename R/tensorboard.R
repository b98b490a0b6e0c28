#' Look at trainings in TensorBoard
#'
#' Starts TensorBoard, a page for the browser that shows what [callback_tensorboard()] has written,
#' while a model trains and afterwards; or stops it. It needs the Python package tensorboard.
#'
#' @param log_dir The folder with the logs, a string; the current folder by default. Runs in folders
#'   within it are shown beside each other.
#' @param action `"start"`, the default, or `"stop"`.
#' @param host The address at which the page can be reached, a string. `"127.0.0.1"`, the
#'   default, can be reached from this computer alone, `"0.0.0.0"` from all others, too.
#' @param port The port, a whole number of at least 1 and at most 65535; `"auto"`, the default,
#'   takes one that is free, or that of the TensorBoard which this one replaces.
#' @param launch_browser `TRUE` opens the page in a browser, as is the default in an interactive
#'   session.
#' @param reload_interval After how many seconds new logs are looked for, a number of at least 0.
#'   The default is 5; with 0 they are read at the start only.
#' @param purge_orphaned_data `TRUE`, the default, leaves out what an interrupted training had
#'   written of steps that were then repeated.
#' @param ... Not used.
#'
#' @details
#' TensorBoard runs in a process of its own: R goes on, and can train. The process ends when R does.
#' Each folder has one TensorBoard at most; another `tensorboard()` of the same folder replaces it.
#'
#' @returns The address of the page, invisibly, such as `"http://127.0.0.1:6006"`; for `"stop"`
#'   `NULL`, invisibly. Raises an error of class `lamina_error_file` where there is no such folder,
#'   and `lamina_error_setup` where Python has no tensorboard, or where it does not start, for
#'   instance because another program has the port.
#' @family callbacks
#' @examplesIf interactive()
#' x <- matrix(rnorm(40), 20)
#' model <- keras_model_sequential(2) |> layer_dense(1)
#' model |> compile("sgd", "mse")
#' model |> fit(x, rowSums(x), epochs = 20, callbacks = callback_tensorboard("logs"))
#' tensorboard("logs")
#' tensorboard("logs", "stop")
#' @export
tensorboard <- function(log_dir = ".", action = c("start", "stop"), host = "127.0.0.1",
                        port = "auto", launch_browser = interactive(), reload_interval = 5,
                        purge_orphaned_data = TRUE, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  actions <- c("start", "stop")
  action <- if (identical(action, actions)) "start" else check_choice(action, actions)
  host <- check_string(host)
  port <- as_port(port)
  launch_browser <- check_flag(launch_browser)
  reload_interval <- check_number(reload_interval, min = 0)
  purge_orphaned_data <- check_flag(purge_orphaned_data)
  if (action == "stop") {
    stop_tensorboard(log_dir)
    return(invisible(NULL))
  }
  folder <- whole_path(check_data_folder(log_dir))
  check_python_package("tensorboard", "tensorboard")
  before <- end_tensorboard(folder)
  port <- port %||% before
  address <- start_tensorboard(
    folder,
    c(
      "--logdir", folder, "--host", host, "--port", port %||% "0",
      "--reload_interval", format(reload_interval, scientific = FALSE),
      "--purge_orphaned_data", tolower(purge_orphaned_data)
    ),
    call
  )
  cli::cli_inform("TensorBoard shows {.file {log_dir}} at {.url {address}}.")
  if (launch_browser) utils::browseURL(address)
  invisible(address)
}

# NULL for one that is free.
as_port <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (identical(as.vector(x), "auto")) return(NULL)
  valid <- length(x) == 1L && is_whole(x, min = 1, max = 65535)
  if (!valid) {
    abort_argument(arg, "a whole number of at least 1 and at most 65535, or \"auto\"", x, call)
  }
  format(as.integer(x))
}

# A folder has one TensorBoard, by whatever path.
whole_path <- function(path) if (is_remote(path)) path else normalizePath(path, mustWork = FALSE)

stop_tensorboard <- function(log_dir, arg = caller_arg(log_dir), call = caller_env()) {
  if (!(rlang::is_string(log_dir) && nzchar(log_dir))) {
    abort_argument(arg, "the path of a folder", log_dir, call)
  }
  ended <- end_tensorboard(whole_path(log_dir))
  cli::cli_inform(
    if (is.null(ended)) "No TensorBoard of {.file {log_dir}} is running."
    else "TensorBoard of {.file {log_dir}} is stopped."
  )
}

# The port that is free again, NULL for none.
end_tensorboard <- function(folder) {
  running <- session$tensorboards[[folder]]
  session$tensorboards[[folder]] <- NULL
  if (is.null(running) || !is.null(running$process$poll())) return()
  running$process$kill()
  running$process$wait()
  running$port
}

# Ctrl-C reaches the processes of R's group, of which it is not one.
start_tensorboard <- function(folder, options, call) {
  subprocess <- reticulate::import("subprocess")
  said <- tempfile("tensorboard-", fileext = ".txt")
  file <- builtins$open(said, "wb")
  on.exit(file$close())
  script <- system.file("tensorboard-server.py", package = "lamina", mustWork = TRUE)
  process <- subprocess$Popen(
    c(current_python(), "-u", script, options), stdin = subprocess$PIPE,
    stdout = subprocess$PIPE, stderr = file, text = TRUE, start_new_session = TRUE
  )
  lines <- character()
  # There is no line any more where the process has ended.
  while (nzchar(line <- process$stdout$readline())) {
    if (startsWith(line, "http")) {
      address <- sub("/?\\s*$", "", line)
      session$tensorboards[[folder]] <- list(process = process, port = sub(".*:", "", address))
      return(address)
    }
    lines <- line
  }
  abort_no_tensorboard(if (length(lines)) lines else readLines(said, warn = FALSE), call)
}

abort_no_tensorboard <- function(said, call) {
  reason <- utils::tail(trimws(said[nzchar(said)]), 1L)
  abort_lamina(
    c("TensorBoard did not start.", if (length(reason)) c(x = "{reason}")),
    class = "setup", call = call
  )
}
