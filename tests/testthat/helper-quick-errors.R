# What makes the texts of errors quick, and changes nothing in them: for each part of each text cli
# goes through all styles of its theme, and for each text it makes the theme of errors anew, which
# takes a third of the time of all tests. Another cli does it as ever.
quick_cli <- local({
  cli <- asNamespace("cli")
  names <- c("match_selector", "theme_create", "format_error")
  plain <- mget(names, envir = cli, ifnotfound = list(NULL))

  # A style for another tag or class than this part's is told by the two alone.
  match_selector <- function(sels, cnts) {
    if (length(sels) && length(cnts)) {
      style <- sels[[length(sels)]]
      part <- cnts[[length(cnts)]]
      if (length(style$class) && !(style$class[[1L]] %in% part$class)) return(FALSE)
      if (length(style$tag) && !identical(style$tag, part$tag)) return(FALSE)
    }
    plain$match_selector(sels, cnts)
  }

  themes <- new.env()
  theme_create <- function(theme) {
    key <- rlang::hash(theme)
    if (is.null(themes[[key]])) themes[[key]] <- plain$theme_create(theme)
    themes[[key]]
  }

  # A condition is asked for its text again and again. Where nothing in it is evaluated, it is what
  # it was on such a screen.
  texts <- new.env()
  format_error <- function(message, .envir = parent.frame()) {
    if (!identical(.envir, emptyenv())) return(plain$format_error(message, .envir))
    all <- options()
    screen <- list(
      all[startsWith(names(all), "cli.")], cli::console_width(), cli::num_ansi_colors(),
      cli::is_utf8_output()
    )
    key <- rlang::hash(list(message, screen))
    if (is.null(texts[[key]])) texts[[key]] <- plain$format_error(message, .envir)
    texts[[key]]
  }

  quick <- mget(names)
  arguments <- function(functions) lapply(functions, function(f) names(formals(f)))
  is_known <- identical(arguments(plain), arguments(quick))

  # Has cli work as ever, or quickly.
  function(is_quick = TRUE) {
    if (!is_known) return(invisible(FALSE))
    functions <- if (is_quick) quick else plain
    for (name in names) {
      unlockBinding(name, cli)
      assign(name, functions[[name]], envir = cli)
      lockBinding(name, cli)
    }
    invisible(TRUE)
  }
})

quick_cli()

# Nor is it looked up for each error who called whom, a tenth of the time of those: no test asks for
# it. Of an error that fails a test, testthat tells it by itself.
options("rlang:::disable_trace_capture" = TRUE)
