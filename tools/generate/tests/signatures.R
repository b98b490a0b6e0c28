# How lamina's functions differ from those of R's keras3, a line each: their arguments, their
# order and defaults; axes that keras3 counts from 1, and by-hand functions' lack of arguments.

keras3 <- utils::read.csv("reference/keras3-1.5.csv", na.strings = character())
lamina <- asNamespace("lamina")
stands_for <- utils::read.csv(commandArgs(TRUE)[[2L]])
prefixes <- unique(c("layer", "rnn_cell", "rnn_cells", sub("_.*", "", stands_for$fun)), "learning")
exported <- grep(
  sprintf("^(%s)_", paste(prefixes, collapse = "|")), getNamespaceExports(lamina), value = TRUE
)
keras3 <- keras3[keras3$fun %in% exported & keras3$default != "<not a plain function>", ]
stopifnot(length(unique(keras3$fun)) > 250)

differs <- function(fun, what) cat(fun, ": ", what, "\n", sep = "")

for (fun in unique(keras3$fun)) {
  # One row without an argument stands for a function that takes none.
  wanted <- keras3[keras3$fun == fun & nzchar(keras3$arg), ]
  ours <- formals(get(fun, lamina))
  if (!identical(intersect(names(ours), wanted$arg), wanted$arg)) differs(fun, "arguments")
  for (i in which(wanted$default != "<required>")) {
    theirs <- eval(parse(text = gsub("\\btuple\\(", "list(", wanted$default[[i]])))
    if (!isTRUE(all.equal(eval(ours[[wanted$arg[[i]]]]), theirs))) {
      differs(fun, paste("default of", wanted$arg[[i]]))
    }
  }
  for (arg in setdiff(wanted$arg[wanted$default == "<required>"], c("object", "inputs", "..."))) {
    if (!rlang::is_missing(ours[[arg]])) differs(fun, paste(arg, "is not required"))
  }
}

axes <- keras3[keras3$convert == "axis", ]
stopifnot(nrow(axes) > 5)
for (i in seq_len(nrow(axes))) {
  checked_by <- switch(axes$fun[[i]], op_linspace = , op_logspace = "spaced_values", axes$fun[[i]])
  code <- paste(deparse(body(get(checked_by, lamina))), collapse = " ")
  conversions <- paste0(
    "(axis|axis_of|axis_tuple|axis_pair|axis_order|axis_from_start|norm_axis|even_axis|",
    "shared_axes|product_axes|tensordot_axes)"
  )
  converted <- sprintf("\\b%s (=|<-) as_%s\\(", axes$arg[[i]], conversions)
  if (!grepl(converted, code)) differs(axes$fun[[i]], paste(axes$arg[[i]], "counts from 1"))
}

# What the installed Keras has, and a function lacks.
keras <- utils::read.csv(commandArgs(TRUE)[[1L]], na.strings = character())
for (i in seq_len(nrow(stands_for))) {
  fun <- stands_for$fun[[i]]
  modules <- c(stands_for$module[[i]], if (stands_for$module[[i]] == "layers") "utils")
  of <- keras[keras$module %in% modules & keras$name == stands_for$keras[[i]], ]
  takes <- grep("^[*]", of$argument, invert = TRUE, value = TRUE)
  ours <- names(formals(get(fun, lamina)))
  # Lambda's `function` is a word of R, too.
  # keras3's own names.
  takes <- setdiff(takes, switch(fun, op_arange = "stop", op_vectorize = "pyfunc"))
  of_all <- if ("..." %in% ours && "layers" %in% modules) lamina$layer_keywords
  lacking <- setdiff(takes, c(ours, of_all, "function", ""))
  if (!nrow(of)) differs(fun, "stands for nothing in Keras")
  if (length(lacking)) differs(fun, paste("lacks", paste(lacking, collapse = ", ")))
}
