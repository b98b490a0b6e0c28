# Several processes of R that train one model.

skip_without_keras()

skip_without_processes <- function() {
  skip_if(keras$backend$backend() != "jax", "Only JAX computes in several processes.")
}

# What each script does: `what` differs between the processes, or fails.
train_together <- function(process, processes, address, folder, what) {
  suppressWarnings(suppressPackageStartupMessages(library(lamina)))
  if (is.null(processes) || processes > 1) {
    use_cluster(address, processes, process, timeout = 60)
    set_distribution(data_parallel())
  }
  before_any_seed <- rnorm(3)
  set_random_seed(1)
  x <- array(rnorm(70 * 36), c(70, 6, 6, 1))
  y <- rep(0:2, length.out = 70)
  if (what == "rows") x <- x[seq_len(70 - process), , , , drop = FALSE]
  if (what == "rows") y <- y[seq_len(70 - process)]
  model <- keras_model_sequential(input_shape = c(6, 6, 1)) |>
    layer_conv_2d(4, 3) |>
    layer_batch_normalization() |>
    layer_spatial_dropout_2d(0.3, seed = 2) |>
    layer_global_average_pooling_2d() |>
    layer_dense(3, activation = "softmax")
  model |> compile(optimizer_sgd(0.2), loss = "sparse_categorical_crossentropy")
  end <- switch(
    what,
    callback = function(epoch, logs) stop("the disk is full"),
    quit = function(epoch, logs) quit("no"),
    kill = function(epoch, logs) tools::pskill(Sys.getpid(), tools::SIGKILL),
    interrupt = function(epoch, logs) tools::pskill(Sys.getpid(), tools::SIGINT)
  )
  fails <- if (!is.null(end) && process == 1) list(callback_lambda(on_epoch_end = end))
  history <- model |> fit(
    x, y, batch_size = 16, epochs = 2, validation_split = 0.2, verbose = 2, callbacks = fails
  )
  save_model(model, file.path(folder, "model.keras"))
  save_model_config(model, file.path(folder, "model.json"))
  list(
    before_any_seed = before_any_seed,
    marshaled = get_weights(unmarshal_model(marshal_model(model))),
    info = cluster_info(), weights = get_weights(model), loss = history$metrics$loss,
    evaluated = unlist(evaluate(model, x, y, verbose = 0)),
    predicted = predict(model, x, batch_size = 8, verbose = 0),
    drawn = predict_mc_dropout(model, x[1:9, , , , drop = FALSE], samples = 10, seed = 3)$mean
  )
}

# Scripts, which are ended after a while in any case.
run_together <- function(processes, what = "") {
  folder <- withr::local_tempdir(.local_envir = parent.frame())
  address <- sprintf("localhost:%d", free_port())
  numbers <- seq_len(processes) - 1L
  said <- file.path(folder, sprintf("said_%d.txt", numbers))
  results <- file.path(folder, sprintf("result_%d.rds", numbers))
  running <- lapply(seq_len(processes), function(i) {
    script <- file.path(folder, sprintf("script_%d.R", numbers[[i]]))
    calls <- call(
      "saveRDS",
      as.call(list(train_together, numbers[[i]], processes, address, folder, what)), results[[i]]
    )
    writeLines(deparse(calls), script)
    options <- callr::rscript_process_options(
      script = script, env = fresh_environment(), stdout = said[[i]], stderr = "2>&1"
    )
    callr::rscript_process$new(options)
  })
  withr::defer(lapply(running, function(each) each$kill()))
  for (each in running) each$wait(300 * 1000)
  list(
    folder = folder, status = vapply(running, function(each) each$get_exit_status(), 0L),
    said = vapply(said, function(file) {
      paste(readLines(file, warn = FALSE), collapse = "\n")
    }, "", USE.NAMES = FALSE),
    results = lapply(results, function(file) if (file.exists(file)) readRDS(file))
  )
}

# What one process learns, once for the tests that compare with it.
alone <- local({
  result <- NULL
  function() result <<- result %||% run_together(1)$results[[1]]
})

free_port <- function() {
  socket <- reticulate::import("socket")$socket()
  on.exit(socket$close())
  socket$bind(reticulate::tuple("127.0.0.1", 0L))
  socket$getsockname()[[2L]]
}

test_that("two processes learn what one does, and the first prints and saves", {
  skip_without_processes()
  two <- run_together(2)
  expect_identical(two$status, c(0L, 0L), info = toString(two$said))
  first <- two$results[[1]]
  second <- two$results[[2]]
  expect_identical(first$info[c("processes", "process")], list(processes = 2L, process = 0L))
  expect_identical(second$info$process, 1L)
  expect_length(first$info$devices, 2)
  same <- setdiff(names(first), "info")
  expect_identical(first[same], second[same])
  for (name in setdiff(same, "before_any_seed")) {
    expect_equal(first[[name]], alone()[[name]], tolerance = 1e-4, info = name)
  }
  expect_match(two$said[[1]], "Epoch 2/2")
  expect_no_match(two$said[[2]], "Epoch")
  model <- load_model(file.path(two$folder, "model.keras"))
  expect_identical(get_weights(model), first$weights)
})

test_that("processes that Open MPI starts find each other, and learn the same", {
  skip_without_processes()
  skip_if(Sys.which("mpirun") == "", "`mpirun` is not installed.")
  folder <- withr::local_tempdir()
  script <- c(
    paste("result <-", deparse1(as.call(list(train_together, NULL, NULL, NULL, folder, "")), "\n")),
    sprintf(
      "saveRDS(result, file.path(%s, sprintf('result_%%d.rds', result$info$process)))",
      deparse(folder)
    )
  )
  writeLines(script, file.path(folder, "train.R"))
  # More processes than processors, and by root in a container.
  options <- c("--oversubscribe", "--allow-run-as-root", "-n", "2")
  command <- c(options, file.path(R.home("bin"), "Rscript"), file.path(folder, "train.R"))
  said <- withr::with_envvar(
    fresh_environment(), system2("mpirun", command, stdout = TRUE, stderr = TRUE, timeout = 300)
  )
  expect_null(attr(said, "status"), info = paste(said, collapse = "\n"))
  both <- lapply(file.path(folder, sprintf("result_%d.rds", 0:1)), readRDS)
  expect_identical(both[[1]]$info$processes, 2L)
  same <- setdiff(names(both[[1]]), "info")
  expect_identical(both[[1]][same], both[[2]][same])
  for (name in setdiff(same, "before_any_seed")) {
    expect_equal(both[[1]][[name]], alone()[[name]], tolerance = 1e-4, info = name)
  }
})

test_that("what differs between processes is an error in all, before the first step", {
  skip_without_processes()
  two <- run_together(2, "rows")
  expect_true(all(two$status != 0L))
  expect_match(paste(two$said, collapse = " "), "shape of `x` must be the same in all processes")
  expect_no_match(two$said[[1]], "Epoch")
  expect_false(file.exists(file.path(two$folder, "model.keras")))
})

test_that("an R error in one process ends the others, which tell it", {
  skip_without_processes()
  skip_if(!nzchar(Sys.getenv("LAMINA_CLUSTER")), "`make test-cluster` runs it.")
  two <- run_together(2, "callback")
  expect_true(all(two$status != 0L))
  expect_match(two$said[[1]], "Process 1 has failed.*the disk is full")
  expect_false(file.exists(file.path(two$folder, "model.keras")))
})

test_that("a process that quits, is killed or interrupted ends those that need it", {
  skip_without_processes()
  skip_if(!nzchar(Sys.getenv("LAMINA_CLUSTER")), "`make test-cluster` runs it.")
  told <- c(
    quit = "Process 1 left the cluster, .* and process 0 needs it for `fit",
    kill = "`fit.*Another process has ended, .* 0 needs\\s+it for `fit.*Start all processes again",
    interrupt = "Process 1 has failed, and process 0 stops with it:\nError : interrupted by"
  )
  for (what in names(told)) {
    started <- Sys.time()
    two <- run_together(2, what)
    # Most of it is the start.
    expect_lt(as.numeric(Sys.time() - started, units = "secs"), 120)
    expect_true(two$status[[1]] != 0L)
    expect_match(two$said[[1]], told[[what]])
    expect_false(file.exists(file.path(two$folder, "model.keras")))
  }
})

test_that("two processes of PyTorch learn what one does, in a loop of their own", {
  skip_if(config_backend() != "torch", "These processes are PyTorch's.")
  skip_if(!nzchar(Sys.getenv("LAMINA_CLUSTER")), "`make test-cluster` runs it.")
  script <- file.path(Sys.getenv("LAMINA_SOURCES"), "examples", "cluster", "train_torch.R")
  skip_if(!file.exists(script), "The sources are not here.")
  run <- function(processes) {
    address <- sprintf("localhost:%d", free_port())
    running <- lapply(seq_len(processes) - 1, function(process) {
      options <- callr::rscript_process_options(
        script = script, cmdargs = c(address, processes, process),
        env = fresh_environment(), stdout = "|", stderr = NULL
      )
      callr::rscript_process$new(options)
    })
    withr::defer(lapply(running, function(each) each$kill()))
    said <- lapply(running, function(each) {
      each$wait(300 * 1000)
      each$read_all_output_lines()
    })
    expect_length(unlist(said[-1]), 0)
    as.numeric(regmatches(said[[1]], regexpr("[0-9.]+$", said[[1]])))
  }
  two <- run(2)
  expect_length(two, 4)
  expect_equal(two, run(1), tolerance = 1e-5)
})

test_that("a process by itself is one", {
  expect_snapshot(print(structure(
    list(processes = 4L, process = 1L, devices = sprintf("gpu:%d", 0:7),
         local_devices = c("gpu:2", "gpu:3")),
    class = "lamina_cluster"
  )))
  info <- cluster_info()
  expect_identical(info[c("processes", "process")], list(processes = 1L, process = 0L))
  expect_message(print(info), "One process by itself")
})

test_once("use_cluster() refuses what is not an address or a process", {
  expect_snapshot(error = TRUE, {
    use_cluster("localhost")
    use_cluster(7)
    use_cluster("localhost:9911", processes = 0)
    use_cluster("localhost:9911", processes = 2, process = 2)
    use_cluster(timeout = 0.5)
    use_cluster(port = 1)
    cluster_info(1)
    fail_together("x")
    fail_together(1)
  })
})

test_that("where nothing tells of a cluster, or what tells is wrong, it is named", {
  skip_without_processes()
  told <- in_fresh_r(function() {
    suppressWarnings(suppressPackageStartupMessages(library(lamina)))
    message_of <- function(expr) {
      cnd <- tryCatch(expr, lamina_error_cluster = identity)
      cli::ansi_strip(conditionMessage(cnd))
    }
    nothing <- message_of(use_cluster())
    # Python has its own copy of the variables.
    reticulate::py_run_string("import os; os.environ['KERAS_DISTRIBUTION_NUM_PROCESSES'] = 'two'")
    wrong <- message_of(use_cluster("localhost:1", process = 0))
    nobody <- message_of(use_cluster("localhost:1", 2, 1, timeout = 1))
    list(nothing, wrong, nobody, sum = as.array(op_sum(c(1, 2))))
  }, env = c(KERAS_BACKEND = "jax"))
  expect_match(told[[1]], "`address` must be given: .*Give `address`, `processes` and `process`")
  expect_match(told[[2]], "variable KERAS_DISTRIBUTION_NUM_PROCESSES must be .*, not 'two'")
  expect_match(told[[3]], "The first process did not answer at localhost:1 .*Start R anew")
  expect_equal(told$sum, 3, ignore_attr = TRUE)
})

test_that("a training that the processes do not share is warned of", {
  expect_snapshot(warn_of_no_distribution(quote(fit()), alone = TRUE))
  expect_silent(warn_of_no_distribution(quote(fit())))
})

test_that("a cluster is joined before anything is computed, on JAX alone", {
  layer_dense(units = 1)(matrix(1))
  cnd <- expect_error(
    use_cluster("localhost:9911", 2, 0), class = "lamina_error_cluster"
  )
  expect_match(
    conditionMessage(cnd),
    if (config_backend() == "jax") "computed in this process already" else "Only JAX computes"
  )
})
