# Makes lamina's checks accept anything, one at a time, and demands that a test turns red.
#
#   Rscript tools/neutralise-checks.R             all
#   Rscript tools/neutralise-checks.R check_range those whose name, or name of file, matches
#   Rscript tools/neutralise-checks.R check_positions op-positions
#                                                 and of the tests those of its own file, and of
#                                                 the files whose name matches: "^$" is none
#
# A check is a function `check_*()`, or a converter `as_*()` that refuses: it comes to return what
# it was given. A refusal is a call of `abort_*()`, wherever it stands: it comes to do nothing.
# The tests are run once with counters in place, to learn which of them reach what; then those are
# run for each check and each refusal, up to the first that fails, and that one again with the check
# as it was. What no test notices is shown as SURVIVED, and makes the exit status 1.

given <- c(commandArgs(trailingOnly = TRUE), "", "")
pattern <- given[[1L]]

Sys.setenv(NOT_CRAN = "true", TESTTHAT_PARALLEL = "false", LAMINA_SOURCES = getwd())
if (!nzchar(Sys.getenv("KERAS_BACKEND"))) Sys.setenv(KERAS_BACKEND = "jax")
# Tests that one backend is enough for run here, too.
Sys.setenv(LAMINA_BACKENDS = Sys.getenv("KERAS_BACKEND"))
if (Sys.getenv("KERAS_BACKEND") == "jax" && !nzchar(Sys.getenv("XLA_FLAGS"))) {
  Sys.setenv(XLA_FLAGS = paste(
    "--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true",
    "--xla_cpu_use_fusion_emitters=false"
  ))
}

library(testthat)
library(lamina) # which starts no Python: the processes of their own can be forks of this one
namespace <- asNamespace("lamina")

# What there is to neutralise ---------------------------------------------------------------------

source_files <- list.files("R", "[.]R$", full.names = TRUE)
is_definition <- function(expr) {
  is.call(expr) && identical(expr[[1L]], as.name("<-")) && is.name(expr[[2L]])
}
functions_in <- function(file) {
  names <- vapply(Filter(is_definition, parse(file)), function(expr) as.character(expr[[2L]]), "")
  Filter(function(name) is.function(namespace[[name]]), names)
}
functions <- lapply(source_files, functions_in)
source_of <- stats::setNames(
  rep(basename(source_files), lengths(functions)), unlist(functions)
)

# `change` gets each call of abort_*() in `expr` with its number, and gives what takes its place.
change_refusals <- function(expr, change) {
  count <- 0L
  walk <- function(expr) {
    if (is.call(expr) && is.name(expr[[1L]]) && startsWith(as.character(expr[[1L]]), "abort_")) {
      count <<- count + 1L
      return(change(expr, count))
    }
    # Names stay, and what is empty, as in x[1, ].
    if (is.call(expr)) {
      for (i in seq_along(expr)) {
        if (!rlang::is_missing(expr[[i]]) && is.call(expr[[i]])) expr[[i]] <- walk(expr[[i]])
      }
    }
    expr
  }
  walk(expr)
}

refusals_in <- function(f) {
  found <- list()
  change_refusals(body(f), function(expr, i) {
    found[[i]] <<- expr
    expr
  })
  found
}

# In the way of the check's own first argument; NULL where that was not given.
accept_anything <- function(f) {
  first <- c(names(formals(f)), "...")[[1L]]
  body(f) <- if (first == "...") {
    quote(invisible(rlang::list2(...)))
  } else {
    substitute(if (missing(x)) invisible() else x, list(x = as.name(first)))
  }
  f
}

without_refusal <- function(f, which) {
  body(f) <- change_refusals(body(f), function(expr, i) {
    if (i == which) quote(invisible()) else expr
  })
  f
}

# `record(name, i)`: the refusal `i`, or the function itself where that is 0.
with_counters <- function(f, name, record) {
  body <- change_refusals(body(f), function(expr, i) {
    call("{", as.call(list(record, name, i)), expr)
  })
  body(f) <- call("{", as.call(list(record, name, 0L)), body)
  f
}

# In the namespace, and wherever it is the method of a generic for a class.
replace_function <- function(name, f) {
  old <- namespace[[name]]
  unlockBinding(name, namespace)
  assign(name, f, envir = namespace)
  for (package in loadedNamespaces()) {
    methods <- asNamespace(package)[[".__S3MethodsTable__."]]
    for (method in ls(methods)) {
      if (identical(methods[[method]], old)) assign(method, f, envir = methods)
    }
  }
}

all_refusals <- lapply(mget(names(source_of), namespace), refusals_in)
is_check <- grepl("^check_", names(source_of)) |
  (grepl("^as_", names(source_of)) & lengths(all_refusals) > 0L)
every_target <- rbind(
  data.frame(name = names(source_of)[is_check], refusal = rep(0L, sum(is_check))),
  data.frame(
    name = rep(names(source_of), lengths(all_refusals)),
    refusal = as.integer(unlist(lapply(all_refusals, seq_along)))
  )
)
every_target$file <- source_of[every_target$name]
# What raises the errors itself is what all others call.
raises <- every_target$file %in% c("conditions.R", "abort-argument.R") &
  startsWith(every_target$name, "abort_")
every_target <- every_target[!raises, ]
every_target <- every_target[order(
  every_target$file, match(every_target$name, names(source_of)), every_target$refusal
), ]

# Running tests -----------------------------------------------------------------------------------

# Calls `on_red(title)` for each test that fails or warns.
red_reporter <- R6::R6Class(
  "red_reporter",
  inherit = Reporter,
  public = list(
    on_red = NULL,
    add_result = function(context, test, result) {
      red <- c("expectation_failure", "expectation_error", "expectation_warning")
      if (inherits(result, red)) self$on_red(if (is.null(test)) "outside of tests" else test)
    }
  )
)

# `around(title, run)` decides on each test.
run_file <- function(file, folder, around, on_red) {
  env <- new.env(parent = namespace)
  env$test_that <- function(desc, code) {
    test <- as.call(list(testthat::test_that, desc, substitute(code)))
    env <- parent.frame()
    around(desc, function() eval(test, env))
  }
  reporter <- red_reporter$new()
  reporter$on_red <- on_red
  test_file(
    file.path(folder, file),
    env = env, package = "lamina", load_package = "installed", reporter = reporter,
    stop_on_failure = FALSE
  )
}

# The title of the first test of `titles` that is red, NULL where all are green; what takes longer
# than `seconds` is stopped, which makes a test red.
find_red <- function(file, folder, titles, seconds) {
  # What was refused may not end, as a generator that is never asked to stop.
  setTimeLimit(elapsed = seconds)
  on.exit(setTimeLimit())
  withRestarts(
    {
      run_file(
        file, folder, function(title, run) if (title %in% titles) run(),
        on_red = function(title) invokeRestart("red", title)
      )
      NULL
    },
    red = function(title) title
  )
}

# In a process of its own, on a copy of the tests: what `f` returns, or a word on how it ended.
in_fork <- function(f, limit = 300) {
  # Which what was run without its check may have removed.
  tempdir(check = TRUE)
  job <- parallel::mcparallel(
    {
      folder <- tempfile("tests-")
      dir.create(folder)
      file.copy("tests/testthat", folder, recursive = TRUE)
      sink(nullfile())
      list(value = f(file.path(folder, "testthat")))
    },
    silent = TRUE
  )
  ended <- parallel::mccollect(job, wait = FALSE, timeout = limit)
  if (is.null(ended)) tools::pskill(job$pid, tools::SIGKILL)
  suppressWarnings(parallel::mccollect(job))
  if (is.null(ended)) return("the limit of time")
  result <- ended[[1L]]
  # As where a test without its check has removed what the next ones need.
  if (inherits(result, "try-error")) return(paste("an error outside of tests:", trimws(result)))
  if (is.list(result)) result$value else "a crash"
}

# Which tests reach what --------------------------------------------------------------------------

# Of each test, by file: what it reaches, "name 0" for a function and "name 2" for the second
# refusal in it, and how long it takes. Kept in build/ for the files that have not changed since.
find_reach <- function(files) {
  store <- "build/mutants.rds"
  sources <- c(
    source_files, list.files("python/lamina", "[.]py$", full.names = TRUE, recursive = TRUE),
    list.files("tests/testthat", "^helper", full.names = TRUE)
  )
  key <- c(unname(tools::md5sum(sources)), Sys.getenv("KERAS_BACKEND"))
  known <- if (file.exists(store)) readRDS(store)
  known <- if (identical(known$key, key)) known$reach else list()
  sums <- tools::md5sum(file.path("tests/testthat", files))
  names(sums) <- files
  new <- Filter(function(file) !identical(known[[file]]$sum, sums[[file]]), files)
  if (length(new)) {
    cat("Running", length(new), "files of tests with counters ...\n")
    dir.create("build", showWarnings = FALSE)
    ended <- in_fork(limit = 7200, function(folder) {
      count_all()
      for (file in new) {
        known[[file]] <- c(trace_file(file, folder), sum = sums[[file]])
        saveRDS(list(key = key, reach = known), store)
      }
    })
    if (!is.null(ended)) stop("The tests ended by ", ended, ".")
    known <- readRDS(store)$reach
  }
  known <- known[files]
  for (file in files) {
    cat(sprintf("Red already, and so left out: %s: %s\n", file, known[[file]]$red), sep = "")
  }
  known
}

reached <- new.env()
record <- function(name, i) assign(paste(name, i), TRUE, envir = reached)

count_all <- function() {
  for (name in unique(every_target$name)) {
    replace_function(name, with_counters(namespace[[name]], name, record))
  }
}

trace_file <- function(file, folder) {
  tests <- list()
  around <- function(title, run) {
    outside <- ls(reached)
    rm(list = outside, envir = reached)
    start <- proc.time()[["elapsed"]]
    run()
    seconds <- proc.time()[["elapsed"]] - start
    tests[[title]] <<- list(ids = union(outside, ls(reached)), seconds = seconds)
    rm(list = ls(reached), envir = reached)
  }
  red <- character()
  run_file(file, folder, around, on_red = function(title) red <<- union(red, title))
  list(tests = tests[setdiff(names(tests), red)], red = red)
}

# One at a time -----------------------------------------------------------------------------------

# The tests of the check's own file first, then those that are done soonest.
tests_that_reach <- function(target, reach) {
  id <- paste(target$name, target$refusal)
  found <- lapply(names(reach), function(file) {
    tests <- Filter(function(test) id %in% test$ids, reach[[file]]$tests)
    data.frame(
      file = rep(file, length(tests)), title = as.character(names(tests)),
      seconds = vapply(tests, function(test) test$seconds, 0)
    )
  })
  found <- do.call(rbind, found)
  found[order(found$file != paste0("test-", target$file), found$seconds), ]
}

neutralised <- function(target) {
  f <- namespace[[target$name]]
  if (target$refusal) without_refusal(f, target$refusal) else accept_anything(f)
}

# The test that is red with the check neutralised, and green with the check as it was; "" where all
# are green, NA where one stays red.
try_target <- function(target, tests, folder) {
  before <- namespace[[target$name]]
  for (file in unique(tests$file)) {
    replace_function(target$name, neutralised(target))
    which <- tests$file == file
    # Keras has to start, too, and the machine may be busy.
    seconds <- 200 + 10 * sum(tests$seconds[which])
    title <- find_red(file, folder, tests$title[which], seconds)
    replace_function(target$name, before)
    if (is.null(title)) next
    left <- title != "outside of tests" && !is.null(find_red(file, folder, title, seconds))
    return(if (left) NA_character_ else sprintf("caught by %s: %s", file, title))
  }
  ""
}

# One after the other in one process, which starts Keras once; what ends it, or leaves a test red,
# has another for itself.
try_group <- function(targets, reach) {
  results <- tempfile("results-", "build")
  on.exit(unlink(results))
  outcome <- rep(NA_character_, nrow(targets))
  try_these <- function(which, limit) {
    unlink(results)
    ended <- in_fork(limit = limit, function(folder) {
      for (i in which) {
        found <- try_target(targets[i, ], tests_that_reach(targets[i, ], reach), folder)
        write(sprintf("%d %s", i, found), results, append = TRUE)
        if (is.na(found)) break
      }
    })
    lines <- if (file.exists(results)) readLines(results)
    for (line in grep("^[0-9]+ NA$", lines, invert = TRUE, value = TRUE)) {
      outcome[as.integer(sub(" .*", "", line))] <<- sub("^[0-9]* ", "", line)
    }
    ended
  }
  left <- seq_len(nrow(targets))
  while (length(left)) {
    try_these(left, 600 + 60 * length(left))
    left <- left[is.na(outcome[left])]
    if (!length(left)) break
    ended <- try_these(left[[1L]], 600)
    if (is.na(outcome[left[[1L]]])) {
      outcome[left[[1L]]] <- if (is.null(ended)) {
        "caught by a test that stays red"
      } else {
        paste("caught by", ended)
      }
    }
    left <- left[-1L]
  }
  outcome
}

label <- function(target) {
  if (!target$refusal) return(sprintf("%s()", target$name))
  said <- paste(deparse(all_refusals[[target$name]][[target$refusal]]), collapse = "")
  said <- gsub("\\s+", " ", said)
  sprintf("%s(), refusal %d: %s", target$name, target$refusal, substr(said, 1L, 70L))
}

show <- function(i, outcome) {
  cat(sprintf("%-24s %s\n    %s\n", targets$file[[i]], label(targets[i, ]), outcome))
}

wanted <- grepl(pattern, every_target$name) | grepl(pattern, every_target$file)
targets <- every_target[wanted, ]
targets$outcome <- rep("", nrow(targets))
cat(nrow(targets), "to neutralise, with the backend", Sys.getenv("KERAS_BACKEND"), "\n")

# What the tests of its own file let pass is for all others to catch.
test_files <- list.files("tests/testthat", "^test-.*[.]R$")
own_files <- intersect(test_files, paste0("test-", targets$file))
other_files <- grep(given[[2L]], test_files, value = TRUE)
for (files in list(own_files, other_files)) {
  left <- which(!nzchar(targets$outcome))
  if (!length(left) || !length(files)) next
  reach <- find_reach(files)
  for (file in unique(targets$file[left])) {
    group <- left[targets$file[left] == file]
    targets$outcome[group] <- try_group(targets[group, ], reach)
    for (i in group[nzchar(targets$outcome[group])]) show(i, targets$outcome[[i]])
  }
}

survivors <- which(!nzchar(targets$outcome))
minutes <- proc.time()[["elapsed"]] / 60
cat(sprintf(
  "\n%d neutralised in %.1f minutes, %d survived\n", nrow(targets), minutes, length(survivors)
))
for (i in survivors) show(i, "SURVIVED")
quit(status = as.integer(length(survivors) > 0L))
