# The code of a vignette's chunks, by their labels, as it stands in the text.
vignette_chunks <- function(name) {
  lines <- readLines(source_folder(file.path("vignettes", paste0(name, ".Rmd"))))
  starts <- grep("^```\\{r", lines)
  ends <- grep("^```$", lines)
  labels <- sub("^```\\{r *([^,} ]*).*", "\\1", lines[starts])
  code <- lapply(starts, function(start) {
    end <- min(ends[ends > start])
    lines[seq_len(end - start - 1L) + start]
  })
  stats::setNames(code, labels)
}

run_chunk <- function(chunks, label, env) {
  for (expr in parse(text = chunks[[label]])) eval(expr, env)
}
