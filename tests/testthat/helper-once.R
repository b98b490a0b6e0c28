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
  backends <- strsplit(Sys.getenv("LAMINA_BACKENDS"), " ", fixed = TRUE)[[1L]]
  backend <- keras$backend$backend()
  skip_if(backend %in% backends[-1L], "needs no more than one backend")
}
