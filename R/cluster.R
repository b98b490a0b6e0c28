# Several processes of R that train one model together.

#' Train one model in several processes
#'
#' `use_cluster()` lets this R process compute together with others, on this machine or on more
#' than one: all of them run the same script, and a [distribution][set_distribution] then shares the
#' rows of each batch among them. It needs the backend JAX. `cluster_info()` tells which of the
#' processes this one is.
#'
#' @details
#' Call `use_cluster()` at the top of the script, after [use_backend()] and before anything is
#' computed. What is not given is asked of the environment: of `KERAS_DISTRIBUTION_JOB_ADDRESSES`,
#' `KERAS_DISTRIBUTION_NUM_PROCESSES` and `KERAS_DISTRIBUTION_PROCESS_ID`, then of what started the
#' processes, such as SLURM, Open MPI or Kubernetes (there with Python's package kubernetes).
#'
#' Processes that compute together call the same functions in the same order, with the same data: a
#' script does so by itself. Each process has the whole data, and its devices compute their rows of
#' every batch, so that the weights are those of one process, up to the rounding of sums, also with
#' batch normalisation, and with dropout that has a seed. A function that returns batches, or a data
#' set, gives the whole batch in each process, too. What can be looked at is compared before the
#' first step: the data, the arguments, the weights, the random states. What differs is an error in
#' all processes.
#'
#' * All processes get one random seed, that of the first one if [set_random_seed()] was called
#'   before, so that models begin with the same weights. R's own generator gets it where it has
#'   none.
#' * [fit()] and [evaluate()] share each batch. Where the devices do not divide the rows of the last
#'   one, each of them computes it whole. `batch_size` is that of the whole batch, a multiple of the
#'   number of devices.
#' * [predict()] shares the batches, and returns all predictions in each process;
#'   [predict_mc_dropout()] computes them in each.
#' * [save_model()], [save_model_weights()] and the callbacks that save are called in all processes.
#'   The first one writes, under the path that it was given, the others wait. It alone shows
#'   progress. After the distribution has ended this is so, too; processes that then have models
#'   with different weights write each its own, and need a path each.
#'   [load_model()] is called in all, too: give it a path that all can read.
#' * A process waits ten minutes for the others to make the same call, then that is an error; at
#'   once if one of them makes another, such as [fit()] where this one is in [save_model()].
#' * An error in one process ends all of them within seconds where R is not interactive; each prints
#'   the error that was first. So does Ctrl-C. Where the error is caught and the others do not come
#'   to one, they end half a minute later. So do at once those that need a process which has come to
#'   the end of its script, or was told to `quit()`, and all where a callback stops some of them
#'   alone. At its own end each waits until all have done their part.
#' * Where a process is killed, or its machine is gone, what the others need it for fails with an
#'   error of class `lamina_error_cluster`. JAX ends them in any case, 20 seconds later, and at once
#'   if it was process 0: then there is no error of R's, but JAX's message `Terminating process
#'   because the JAX distributed service detected fatal errors`. Start all processes again: none can
#'   come back to the others.
#' * [callback_backup_and_restore()] goes on with an interrupted training from its last state, also
#'   with another number of processes. The folder must be one that all of them see; it is an error
#'   before the first step if its files differ.
#'
#' @param address Where the first process is found, `"host:port"`, the same in all processes.
#' @param processes Number of processes.
#' @param process Which of them this one is, counted from 0, as SLURM and Open MPI count.
#' @param timeout Seconds until all processes must have come.
#' @param ... Not used.
#' @returns What `cluster_info()` returns, invisibly: a list of class `lamina_cluster` with
#'   `processes`, `process` (from 0), `devices` of all processes and `local_devices`. Without a
#'   cluster there is one process, 0. Errors have class `lamina_error_cluster`: something has been
#'   computed already, nothing tells where the others are, they were not found within `timeout`
#'   seconds, or another backend runs. After that R computes alone, until JAX ends it where
#'   the others come late: start it anew before the next try.
#' @family distributions
#' @examplesIf is_keras_available()
#' cluster_info()
#'
#' \dontrun{
#' # train.R, started as `mpirun -n 2 Rscript train.R` or by SLURM's `srun Rscript train.R`;
#' # or twice by hand, with `use_cluster("localhost:9911", processes = 2, process = 0)` and 1.
#' use_backend("jax")
#' use_cluster()
#' set_distribution(data_parallel())
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(3, activation = "softmax")
#' model |> compile("adam", loss = "sparse_categorical_crossentropy")
#' model |> fit(as.matrix(iris[1:4]), as.integer(iris$Species) - 1, batch_size = 30)
#' save_model(model, "iris.keras")
#' }
#' @export
use_cluster <- function(address = NULL, processes = NULL, process = NULL, timeout = 300, ...) {
  check_no_dots(..., what = "this function")
  check_process()
  check_address(address)
  processes <- as_whole(processes, min = 1, null = TRUE)
  process <- as_whole(process, min = 0, null = TRUE)
  if (!is.null(processes) && !is.null(process) && process >= processes) {
    abort_argument(
      "process", sprintf("less than `processes`, %d", processes), process, rlang::current_env(),
      hint = "Processes count from 0."
    )
  }
  timeout <- as_whole(timeout, min = 1)
  # Before Python starts, which draws from it.
  has_seed <- exists(".Random.seed", globalenv(), inherits = FALSE)
  with_python(
    core$join_processes(address, processes, process, timeout),
    "The processes could not begin to compute together.",
    call = rlang::current_env()
  )
  # What R draws, such as the data of an example, is alike, too.
  if (!has_seed) set.seed(core$random_seed())
  # The end of R waits for the others; Python's own end is not called there.
  reg.finalizer(session, function(e) core$leave_processes(), onexit = TRUE)
  if (!rlang::is_interactive() && is.null(getOption("error"))) {
    options(error = quote(lamina::fail_together()))
  }
  invisible(cluster_info())
}

check_address <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || (rlang::is_string(x) && grepl("^[^:/ ]+:[0-9]+(,.*)?$", x))) return(x)
  abort_argument(arg, "an address such as \"192.168.1.10:9911\", or NULL", x, call)
}

#' @rdname use_cluster
#' @export
cluster_info <- function(...) {
  check_no_dots(..., what = "this function")
  devices <- core$devices()
  structure(
    list(
      processes = core$process_count(), process = core$process_index(),
      devices = as.character(devices$all), local_devices = as.character(devices$local)
    ),
    class = "lamina_cluster"
  )
}

#' @export
print.lamina_cluster <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  cli::cli_text(
    if (x$processes == 1L) "One process by itself" else "Process {x$process} of {x$processes}",
    if (length(x$devices)) ", with {length(x$local_devices)} of {length(x$devices)} device{?s}: ",
    if (length(x$devices)) "{.val {x$local_devices}}"
  )
  invisible(x)
}

#' End all processes of a cluster
#'
#' Ends this process at once, without saving anything, and with it all other processes of the
#' cluster, telling them why. [use_cluster()] has R do so after an error in a script; call it where
#' a script catches an error and cannot go on.
#'
#' @param message What the other processes print. By default the last error.
#' @param ... Not used.
#' @returns Does not return. Outside a cluster it is an error.
#' @family distributions
#' @examples
#' \dontrun{
#' tryCatch(read_data(), error = function(cnd) fail_together(conditionMessage(cnd)))
#' }
#' @export
fail_together <- function(message = last_failure(), ...) {
  check_no_dots(..., what = "this function")
  check_string(message)
  if (core$process_count() == 1L) {
    abort_lamina("This process belongs to no cluster.", "cluster", call = rlang::current_env())
  }
  core$fail_together(message)
}

# R's own record lacks what rlang prints by itself.
last_failure <- function() {
  text <- geterrmessage()
  last <- tryCatch(rlang::last_error(), error = function(cnd) NULL)
  if (is.null(last) || !grepl(":[[:space:]]*\n[[:space:]]*\n", text)) return(text)
  rlang::cnd_message(last)
}
