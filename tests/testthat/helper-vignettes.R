# Chunks of R in the lines of a document: their code as it stands there, by their labels.
code_chunks <- function(lines) {
  starts <- grep("^```(\\{r|r$)", lines)
  ends <- grep("^```$", lines)
  labels <- sub("^```\\{?r *([^,} ]*).*", "\\1", lines[starts])
  code <- lapply(starts, function(start) {
    end <- min(ends[ends > start])
    lines[seq_len(end - start - 1L) + start]
  })
  stats::setNames(code, labels)
}

run_chunk <- function(chunks, label, env) {
  for (expr in parse(text = chunks[[label]])) eval(expr, env)
}
