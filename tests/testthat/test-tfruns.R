# Needs no backend.

test_that("a function of another package is that function, or says that the package is missing", {
  expect_identical(of_package("stats", "sd"), stats::sd)
  expect_snapshot(of_package("no.such.package", "flags", quote(flags())), error = TRUE)
  of_tfruns <- list(
    flags = flags, flag_numeric = flag_numeric, flag_integer = flag_integer,
    flag_boolean = flag_boolean, flag_string = flag_string, run_dir = run_dir
  )
  package <- "tfruns"
  for (name in names(of_tfruns)) {
    if (requireNamespace(package, quietly = TRUE)) {
      args <- if (startsWith(name, "flag_")) list("rate", 1)
      theirs <- do.call(getExportedValue(package, name), args)
      expect_identical(do.call(of_tfruns[[name]], args), theirs)
    } else {
      expect_error(of_tfruns[[name]](), sprintf("`%s()` needs the R package", name), fixed = TRUE)
    }
  }
})
