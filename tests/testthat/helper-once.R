# A test of what no backend has a part in, such as a refusal in R: where the tests run on several,
# it runs on the first of them alone.
test_once <- function(desc, code) {
  code <- substitute(code)
  test <- bquote(test_that(.(desc), {
    skip_on_other_backends()
    .(code)
  }))
  eval(test, parent.frame())
}

# Snapshots of a test that is skipped stay. tools/run-tests.R knows the words.
skip_on_other_backends <- function() {
  skip_if(is_another_backend(), "needs no more than one backend")
}

is_another_backend <- function() {
  backends <- strsplit(Sys.getenv("LAMINA_BACKENDS"), " ", fixed = TRUE)[[1L]]
  keras$backend$backend() %in% backends[-1L]
}
