# Reports what the benchmarks left in build/bench/: a table, and in plain words which of the bounds
# hold.
#
#   Rscript tools/bench-report.R                           build/bench/report.md
#   Rscript tools/bench-report.R vignettes/how-fast.csv    also renews what the vignette reads

folder <- "build/bench"
backends <- c(tensorflow = "TensorFlow", jax = "JAX", torch = "PyTorch")
layouts <- c(channels_last = "last", channels_first = "first")
own_layers <- c(
  block = "DropBlock", path = "DropPath", concrete = "ConcreteDropout", rates = "rates that change"
)

# What other libraries have in the place of the layer.
rivals <- c(
  "lamina/Dropout2d" = "`torch.nn.Dropout2d`",
  "lamina/compiled formula" = "the formula under `torch.compile`",
  "lamina/nnx.Dropout" = "flax' `nnx.Dropout`"
)

# What is wanted at most. Without a layout it is wanted of both.
bounds <- read.csv(strip.white = TRUE, text = "
part,     backend,    mode,                 size,  layout,        measure,          bound
layer,    tensorflow, eager,                large, ,              lamina/Keras,     0.6
layer,    tensorflow, eager,                large, ,              lamina/pass,      2
layer,    tensorflow, graph,                large, ,              lamina/Keras,     0.65
layer,    tensorflow, graph,                large, ,              lamina/pass,      1.2
layer,    tensorflow, 'graph, with backward', large, ,            lamina/Keras,     0.4
layer,    tensorflow, 'graph, with backward', large, ,            lamina/pass,      1.2
layer,    tensorflow, XLA,                  large, channels_last, lamina/Keras,     0.15
layer,    tensorflow, XLA,                  large, channels_last, lamina/pass,      1.3
layer,    tensorflow, 'XLA, with backward', large, ,              lamina/Keras,     1
layer,    tensorflow, 'XLA, with backward', large, ,              lamina/pass,      1.2
layer,    jax,        eager,                large, ,              lamina/Keras,     0.35
layer,    jax,        eager,                large, ,              lamina/pass,      1.7
layer,    jax,        jit,                  large, ,              lamina/Keras,     1
layer,    jax,        jit,                  large, ,              lamina/pass,      1.1
layer,    jax,        'jit, with backward', large, ,              lamina/Keras,     1
layer,    jax,        'jit, with backward', large, ,              lamina/pass,      1.1
layer,    torch,      eager,                large, ,              lamina/Keras,     0.15
layer,    torch,      eager,                large, ,              lamina/pass,      1
layer,    torch,      eager,                large, ,              lamina/Dropout2d, 1
layer,    torch,      eager,                large, ,              lamina/compiled formula, 1
layer,    torch,      'eager, rate 0.5',    large, ,              lamina/Keras,     0.15
layer,    torch,      'eager, rate 0.5',    large, ,              lamina/pass,      1
layer,    torch,      'eager, with backward', large, ,            lamina/Keras,     0.35
layer,    torch,      'eager, with backward', large, ,            lamina/pass,      1.3
layer,    torch,      'eager, with backward', large, ,            lamina/Dropout2d, 1
layer,    torch,      'eager, with backward', large, ,            lamina/compiled formula, 1
layer,    jax,        jit,                  large, ,              lamina/nnx.Dropout, 1.1
layer,    jax,        'jit, with backward', large, ,              lamina/nnx.Dropout, 1.1
layer,    ,           eager,                small, ,              lamina/Keras,     1
layer,    ,           inference,            large, ,              lamina/Keras,     1
path,     tensorflow, XLA,                  large, ,              lamina/pass,      1.2
path,     jax,        jit,                  large, ,              lamina/pass,      1.2
block,    tensorflow, graph,                large, ,              lamina/pass,      2.5
block,    tensorflow, XLA,                  large, ,              lamina/pass,      2.5
block,    jax,        jit,                  large, ,              lamina/pass,      2.5
concrete, jax,        jit,                  large, ,              maps/pass,        1.2
concrete, jax,        jit,                  large, ,              elements/Keras,   1.2
block,    ,           ,                     large, ,              lamina/pooled,    1
rates,    ,           'SpatialDropout2D, training step', , ,      schedule/fixed,   1.1
rates,    ,           'SpatialDropout2D, training step', , ,      set/fixed,        1.1
rates,    ,           'DropBlock2D, training step', , ,           schedule/fixed,   1.1
rates,    ,           'DropBlock2D, training step', , ,           set/fixed,        1.1
rates,    ,           'DropPath, training step', , ,              schedule/fixed,   1.1
rates,    ,           'DropPath, training step', , ,              set/fixed,        1.1
block,    torch,      eager,                large, ,              lamina/torchvision, 1
training, ,           fit(),                ,      ,              lamina/Keras,     1
pipe,     ,           400 layers,           ,      ,              lamina/once,      3
Monte Carlo, ,        'late, 50 draws',     ,      ,              lamina/predict,   5
Monte Carlo, ,        'middle, 50 draws',   ,      ,              lamina/predict,   50
Monte Carlo, ,        'early, 50 draws',    ,      ,              lamina/predict,   50
R,        ,           'late, 50 draws, from R', ,  ,              lamina/predict,   5
R,        ,           400 layers piped in R, ,     ,              R/once,           3
R,        ,           layer_spatial_dropout_2d(), , ,             R/(1.3 Python + 0.5 ms), 1
R,        ,           layer_dense(),        ,      ,              R/(1.3 Python + 0.5 ms), 1
R,        ,           optimizer_adam(),     ,      ,              R/(1.3 Python + 0.5 ms), 1
R,        ,           loss_sparse_categorical_crossentropy(), , , R/(1.3 Python + 0.5 ms), 1
R,        ,           metric_sparse_categorical_accuracy(), , , R/(1.3 Python + 0.5 ms), 1
R,        ,           'op_add(x, 1)',       ,      ,              R/(Python + 0.1 ms), 1
R,        ,           x + 1,                ,      ,              R/(Python + 0.1 ms), 1
R,        ,           'op_sum(x, axis = 1)', ,     ,              R/(Python + 0.1 ms), 1
R,        ,           'x[1, ]',             ,      ,              R/(Python + 0.1 ms), 1
arrays,   ,           'as.array(), 1 GB',   ,      ,              R/copy,           2
arrays,   ,           'fit(), 1 GB',        ,      ,              more memory/array, 1
arrays,   ,           'predict(), 1 GB',    ,      ,              more memory/array, 1
library,  ,           library(),            ,      ,              lamina seconds,   0.5
library,  ,           library(),            ,      ,              lamina/keras3,    0.3333
", quote = "'", na.strings = "NA", colClasses = c(bound = "numeric"))

main <- function(record = NULL) {
  results <- read_results(list.files(folder, "[.]csv$", full.names = TRUE))
  if (is.null(results)) {
    cat("Nothing was measured: build/bench/ has no results.\n")
    return(invisible())
  }
  judged <- judge(results)
  writeLines(report_text(results, judged), file.path(folder, "report.md"))
  if (!is.null(record)) renew(record, results)
  say(results, judged)
}

# ---- Results and bounds --------------------------------------------------------

read_results <- function(files) {
  results <- do.call(rbind, lapply(files, read.csv, na.strings = "", colClasses = c(
    size = "character", layout = "character", dtype = "character", backend = "character",
    machine = "character"
  )))
  if (is.null(results)) return()
  text <- vapply(results, is.character, NA)
  results[text] <- lapply(results[text], function(x) ifelse(is.na(x), "", x))
  results$backend <- factor(results$backend, c(names(backends), ""))
  modes <- c(
    "eager", "eager, with backward", "graph", "graph, with backward", "XLA",
    "XLA, with backward", "jit", "jit, with backward", "fit()", "inference"
  )
  results$mode <- factor(results$mode, union(modes, results$mode))
  results[order(results$backend, results$mode), ]
}

# What the vignette shows, to four digits. What was not measured this time stays as it was.
renew <- function(file, results) {
  shown <- c(
    "lamina/Keras", "Keras/pass", "lamina/pass", "call/pass", "lamina/Dropout2d", "Keras/none",
    "lamina/none", "lamina/once", "Keras/once", "R/once", "R ms", "Python ms", "keras3 ms",
    "R/keras3", "lamina seconds",
    "lamina/predict", "first/predict", "loop/predict", "compiled loop/predict", "predict seconds"
  )
  results <- results[results$measure %in% shown & results$dtype %in% c("float32", ""), ]
  numbers <- c("median", "lower", "upper")
  results[numbers] <- lapply(results[numbers], signif, 4)
  results$date <- format(Sys.Date())
  before <- read_results(file)
  source <- function(rows) paste(rows$part, rows$backend)
  rows <- rbind(before[!source(before) %in% source(results), ], results)
  parts <- c("layer", "block", "training", "pipe", "R", "Monte Carlo", "library")
  rows <- rows[order(match(rows$part, parts), rows$backend), ]
  write.csv(rows, file, row.names = FALSE, na = "")
}

# One row for each result on which there is a bound. Where library(keras3) was measured, the bound
# is a third of it, otherwise of the time it was seen to take.
judge <- function(results) {
  if ("lamina/keras3" %in% results$measure) {
    bounds <- bounds[bounds$measure != "lamina seconds", ]
  }
  rows <- lapply(seq_len(nrow(bounds)), function(index) {
    bound <- bounds[index, ]
    matches <- results$dtype %in% c("float32", "")
    for (key in c("part", "backend", "mode", "size", "layout", "measure")) {
      if (nzchar(bound[[key]])) matches <- matches & results[[key]] == bound[[key]]
    }
    if (any(matches)) cbind(results[matches, ], bound = bound$bound)
  })
  judged <- do.call(rbind, rows)
  judged$verdict <- verdict(judged)
  judged
}

# Compared as it is shown, to two decimals. A median above its bound is too near to tell where the
# bound lies within the 95 % interval of the median, here that of a normal sample: 1.82 quartile
# distances divided by the root of the number of turns.
verdict <- function(rows, width = 1.82) {
  margin <- width * (rows$upper - rows$lower) / sqrt(rows$turns)
  ifelse(
    round(rows$median, 2) <= rows$bound, "yes",
    ifelse(round(rows$median - margin, 2) <= rows$bound, "too near to tell", "no")
  )
}

lacking <- function(results) {
  expected <- expand.grid(
    part = c("layer", "block", "training", "pipe", "R", "Monte Carlo"), backend = names(backends)
  )
  expected <- rbind(expected, data.frame(part = "library", backend = ""))
  found <- paste(results$part, results$backend)
  expected[!(paste(expected$part, expected$backend) %in% found), ]
}

software <- function(results) {
  found <- unique(unlist(strsplit(results$software, ", ")))
  is_r <- startsWith(found, "R ")
  c(found[!is_r], sub("R version ([0-9.]+).*", "R \\1", found[is_r]))
}

machines <- function(results) paste(setdiff(unique(results$machine), ""), collapse = "; ")

# ---- The table -----------------------------------------------------------------

report_text <- function(results, judged) {
  c(
    layer_table(results, judged),
    "",
    other_table(results, judged),
    "",
    draws_table(results, judged),
    "",
    paste0(
      "Medians with quartiles, of ratios made within each turn; the layer on 32\u00d756\u00d756",
      "\u00d764 float32 (small: 8\u00d78\u00d78\u00d716). Measured by `make bench` with ",
      paste(software(results), collapse = ", "), " on: ", machines(results), ".",
      lacking_text(results)
    )
  )
}

lacking_text <- function(results) {
  without <- lacking(results)
  if (nrow(without) == 0) return("")
  parts <- tapply(as.character(without$part), as.character(without$backend), paste,
    collapse = ", "
  )
  where <- ifelse(names(parts) == "", "", paste0(" on ", backends[names(parts)]))
  paste0(" Not measured: ", paste0(parts, where, collapse = "; "), ".")
}

layer_table <- function(results, judged) {
  is_shown <- results$part == "layer" & results$dtype == "float32" &
    (results$size == "large" | results$size == "small" & results$mode == "eager")
  cases <- unique(results[is_shown, c("backend", "mode", "size", "layout")])
  cases <- cases[order(cases$backend, cases$mode, cases$size), ]
  lines <- vapply(seq_len(nrow(cases)), function(index) {
    case <- cases[index, ]
    ratios <- pick(results, case)
    asked <- pick(judged, case)
    asked <- asked[!asked$measure %in% names(rivals), ]
    row(c(
      backends[[as.character(case$backend)]],
      paste0(case$mode, if (case$size == "small") ", small"),
      layouts[[case$layout]],
      value(ratios, "Keras/pass"), value(ratios, "call/pass"),
      value(ratios, "lamina/Keras", TRUE), wanted(asked, "lamina/Keras"),
      value(ratios, "lamina/pass", TRUE), wanted(asked, "lamina/pass"),
      overall(asked)
    ))
  }, "")
  heads <- c(
    "backend", "mode", "channels", "Keras / pass", "call / pass", "lamina / Keras", "wanted",
    "lamina / pass", "wanted", "holds"
  )
  c(row(heads), row(rep("---", length(heads))), lines)
}

pick <- function(rows, case) {
  rows[
    rows$part == "layer" & rows$dtype == "float32" & rows$backend == case$backend &
      rows$mode == case$mode & rows$size == case$size & rows$layout == case$layout,
  ]
}

other_table <- function(results, judged) {
  rows <- judged[judged$part != "layer" | judged$measure %in% names(rivals), ]
  rows <- rows[!is_of_draws(rows), ]
  rows <- rows[order(match(rows$part, c("layer", "block", "training", "pipe", "R", "library"))), ]
  lines <- vapply(seq_len(nrow(rows)), function(index) {
    result <- rows[index, ]
    row(c(
      subject(result),
      if (result$backend != "") backends[[as.character(result$backend)]] else "",
      value(result, result$measure, TRUE),
      wanted(result, result$measure),
      aside(result, results),
      result$verdict
    ))
  }, "")
  heads <- c("beyond the layer alone", "backend", "median", "wanted", "beside", "holds")
  c(row(heads), row(rep("---", length(heads))), lines)
}

# What Monte Carlo dropout costs, in predictions of the same examples. Files of an older benchmark
# lack some of it.
draws_table <- function(results, judged) {
  results <- results[is_of_draws(results), ]
  judged <- judged[is_of_draws(judged), ]
  rows <- results[results$measure == "lamina/predict", ]
  rows <- rows[order(rows$backend, rows$part), ]
  lines <- vapply(seq_len(nrow(rows)), function(index) {
    result <- rows[index, ]
    same <- function(rows) {
      rows[rows$backend == result$backend & rows$mode == result$mode & rows$size == result$size, ]
    }
    asked <- same(judged)
    beside <- same(results)
    row(c(
      backends[[as.character(result$backend)]], as.character(result$mode),
      sub(" .*", "", result$size), value(result, "lamina/predict", TRUE),
      wanted(asked, "lamina/predict"), value(beside, "first/predict", TRUE),
      value(beside, "loop/predict", TRUE), value(beside, "compiled loop/predict", TRUE),
      overall(asked)
    ))
  }, "")
  heads <- c(
    "backend", "first dropout, draws", "examples", "lamina / `predict()`", "wanted",
    "its first call", "loop by hand, eager", "loop by hand, compiled", "holds"
  )
  c(row(heads), row(rep("---", length(heads))), lines)
}

# Of the calls from R, those of Monte Carlo dropout.
is_of_draws <- function(rows) {
  rows$part == "Monte Carlo" |
    rows$part == "R" & rows$measure %in% c("lamina/predict", "first/predict")
}

subject <- function(result) {
  if (result$part %in% names(own_layers)) {
    where <- if (nzchar(result$layout)) paste(", channels", layouts[[result$layout]])
    measure <- sub("/", " / ", result$measure)
    return(paste0(own_layers[[result$part]], ", ", result$mode, where, ": ", measure))
  }
  if (result$measure %in% names(rivals)) {
    return(paste0("lamina / ", rivals[[result$measure]], ", ", result$mode))
  }
  switch(result$measure,
    "lamina/Keras" = "training, an epoch of `fit()`: lamina / Keras",
    "lamina/once" = "400 layers: one by one with lamina / at once",
    "R/once" = "400 layers: piped in R / at once in Python",
    "R/(1.3 Python + 0.5 ms)" = paste0("`", result$mode, "` in R / (1.3 Python + 0.5 ms)"),
    "R/(Python + 0.1 ms)" = paste0("`", result$mode, "` in R / (Python + 0.1 ms)"),
    "lamina seconds" = "`library(lamina)`, seconds",
    "lamina/keras3" = "`library(lamina)` / `library(keras3)`"
  )
}

# What helps to read the result: the time itself, or what it is without lamina.
aside <- function(result, results) {
  same <- results[results$part == result$part & results$backend == result$backend, ]
  told <- function(measure, mode = result$mode) {
    values <- same$median[same$measure == measure & same$mode == mode]
    if (length(values)) sprintf("%.2f", values[[1]]) else "?"
  }
  switch(result$measure,
    "lamina/Keras" = sprintf(
      "Keras / no dropout %s, lamina / no dropout %s", told("Keras/none"), told("lamina/none")
    ),
    "lamina/once" = sprintf(
      "Keras, of 200: %s; lamina, of 200: %s",
      told("Keras/once", "200 layers"), told("lamina/once", "200 layers")
    ),
    "R/(1.3 Python + 0.5 ms)" = sprintf("R %s ms, Python %s ms", told("R ms"), told("Python ms")),
    "R/(Python + 0.1 ms)" = sprintf("R %s ms, Python %s ms", told("R ms"), told("Python ms")),
    "lamina/keras3" = sprintf("%s s, %s s", told("lamina seconds"), told("keras3 seconds")),
    ""
  )
}

row <- function(cells) paste0("| ", paste(cells, collapse = " | "), " |")

value <- function(rows, measure, spread = FALSE) {
  rows <- rows[rows$measure == measure, ]
  if (nrow(rows) == 0) return("")
  text <- sprintf("%.2f", rows$median[[1]])
  if (spread) text <- sprintf("%s (%.2f\u2013%.2f)", text, rows$lower[[1]], rows$upper[[1]])
  text
}

wanted <- function(judged, measure) {
  bound <- judged$bound[judged$measure == measure]
  if (length(bound)) paste("\u2264", number(bound[[1]])) else ""
}

number <- function(x) format(signif(x, 2))

# Of the verdicts on one row, and which ratio is the reason.
overall <- function(judged) {
  if (nrow(judged) == 0) return("")
  for (verdict in c("no", "too near to tell")) {
    reasons <- unique(judged$measure[judged$verdict == verdict])
    if (length(reasons) == nrow(judged)) return(verdict)
    if (length(reasons)) return(paste0(verdict, ": ", sub("/", " / ", reasons)))
  }
  "yes"
}

# ---- In words ------------------------------------------------------------------

say <- function(results, judged) {
  lines <- c(
    "no" = "Do not hold:", "too near to tell" = "Too near to tell on this machine:",
    "yes" = "Hold:"
  )
  cat("==> Of", nrow(judged), "bounds", sum(judged$verdict == "yes"), "hold.\n")
  for (verdict in names(lines)) {
    rows <- judged[judged$verdict == verdict, ]
    if (nrow(rows) > 0) cat("\n", lines[[verdict]], "\n", sep = "")
    cat(sprintf(
      "  %s: %s %.2f (%.2f to %.2f), wanted at most %s\n", place(rows),
      sub("/", " / ", rows$measure), rows$median, rows$lower, rows$upper,
      vapply(rows$bound, number, "")
    ), sep = "")
  }

  slower <- results[results$measure == "lamina/Keras", ]
  slower$bound <- rep(1, nrow(slower))
  # Twice as wide as for a bound: of hundreds of equal ratios some are off by chance.
  slower <- slower[verdict(slower, width = 3.64) == "no", ]
  if (nrow(slower) > 0) {
    cat("\nlamina was slower than Keras, beyond what chance explains, of all that was timed:\n")
    cat(sprintf("  %s: %.2f\n", place(slower), slower$median), sep = "")
  } else {
    cat("\nIn nothing that was timed was lamina slower than Keras by more than chance explains.\n")
  }
  say_checks(results)
  without <- lacking_text(results)
  if (nzchar(without)) cat("\n", trimws(without), "\n", sep = "")
  cat("\nThe table is in build/bench/report.md.\n")
}

say_checks <- function(results) {
  returned <- results[results$measure == "returns its input", ]
  if (any(returned$median != 1)) {
    cat("\nAt inference it did not return the input object itself:\n")
    cat(paste0("  ", place(returned[returned$median != 1, ]), "\n"), sep = "")
  } else if (nrow(returned) > 0) {
    cat("\nAt inference it always returned the input object itself.\n")
  }
  loss <- results[results$measure == "loss differs by", ]
  off <- loss$median > 1e-6
  if (any(off)) {
    cat("ATTENTION: in training, lamina and Keras came to different losses:\n")
    cat(sprintf("  %s: by a factor of 1 + %.1g\n", place(loss[off, ]), loss$median[off]), sep = "")
  } else if (nrow(loss) > 0) {
    cat("In training, lamina and Keras came to the same loss.\n")
  }
}

place <- function(rows) {
  parts <- list(
    unname(backends[as.character(rows$backend)]), as.character(rows$mode),
    ifelse(rows$part %in% c("layer", "Monte Carlo"), rows$size, ""), sub("_", " ", rows$layout),
    ifelse(rows$dtype == "float32", "", rows$dtype)
  )
  apply(do.call(cbind, parts), 1, function(x) paste(x[!is.na(x) & nzchar(x)], collapse = ", "))
}

record <- commandArgs(trailingOnly = TRUE)
main(if (length(record) > 0) record[[1]])
