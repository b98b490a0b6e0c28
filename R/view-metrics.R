# A plot of the history that grows while the model trains.

# `x`: "auto", TRUE, FALSE, or NULL for none. Returns a list of callbacks, for those of fit().
metrics_view <- function(x, model, args, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  wanted <- check_auto_flag(x, arg, call)
  if (isFALSE(wanted)) return(NULL)
  if (identical(wanted, "auto")) {
    watched <- args$verbose > 0L && args$epochs - args$initial_epoch > 1L
    if (!watched || !has_screen()) return(NULL)
  } else if (!has_screen()) {
    cli::cli_warn(
      c(
        "{.code {arg} = TRUE} shows no plot: there is no graphics device to look at.",
        i = "{.code plot(history)} shows the metrics afterwards, where {.code history} is what
             {.fn fit} returns."
      ),
      class = c("lamina_warning_unused", "lamina_warning"), call = call
    )
    return(NULL)
  }
  list(callback_view(model, args$validation_freq))
}

has_screen <- function() rlang::is_interactive() && grDevices::dev.interactive(orNone = TRUE)

# `clock`: seconds that have passed.
callback_view <- function(model, validation_freq, draw = draw_metrics,
                          clock = function() proc.time()[["elapsed"]]) {
  told <- list()
  epochs <- integer()
  shown <- 0L
  ready <- -Inf
  show <- function() {
    before <- clock()
    history <- list(
      history = by_metric(told), epoch = as.list(epochs - 1L), params = list(), model = model
    )
    tryCatch(
      draw(new_training_history(history, validation_freq)),
      error = function(cnd) {
        cli::cli_warn(
          "The plot of the metrics ends here.", class = c("lamina_warning_plot", "lamina_warning"),
          parent = cnd, call = NULL
        )
        ready <<- Inf
      }
    )
    shown <<- length(epochs)
    # Drawing takes a tenth of the time, at most.
    after <- clock()
    ready <<- max(ready, after + 9 * (after - before))
  }
  callback_lambda(
    on_epoch_end = function(epoch, logs) {
      told <<- c(told, list(logs))
      epochs <<- c(epochs, as.integer(epoch))
      if (clock() >= ready) show()
      invisible()
    },
    on_train_end = function(logs) {
      if (shown < length(epochs) && ready < Inf) show()
      invisible()
    }
  )
}

draw_metrics <- function(history) {
  grDevices::dev.hold()
  on.exit(grDevices::dev.flush())
  print(plot(history))
}

# What each epoch has reported, as a history keeps it: by metric.
by_metric <- function(told) {
  names <- unique(unlist(lapply(told, names)))
  by_name <- lapply(names, function(name) {
    Filter(Negate(is.null), lapply(told, function(logs) logs[[name]]))
  })
  stats::setNames(by_name, names)
}
