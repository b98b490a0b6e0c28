# Needs a backend, whichever.
skip_without_keras()

# A file of this computer, in the place of one far away.
origin <- function(path) paste0("file://", normalizePath(path))

# Without the bar of progress.
quietly <- function(code) {
  utils::capture.output(value <- force(code))
  value
}

test_that("a file is fetched once", {
  cache <- file.path(withr::local_tempdir(), "new", "cache")
  far <- withr::local_tempfile(lines = "one", fileext = ".txt")
  path <- quietly(get_file("mine.txt", origin(far), cache_dir = cache))
  expect_identical(path, file.path(cache, "datasets", "mine.txt"))
  expect_identical(readLines(path), "one")
  writeLines("two", far)
  fetch <- function(...) quietly(get_file("mine.txt", origin(far), ..., cache_dir = cache))
  expect_identical(readLines(fetch()), "one")
  expect_identical(readLines(fetch(force_download = TRUE)), "two")
  hash <- unname(tools::md5sum(far))
  writeLines("three", path)
  expect_identical(readLines(fetch(file_hash = hash, hash_algorithm = "md5")), "two")
  expect_identical(basename(quietly(get_file(origin = origin(far), cache_dir = cache))),
    basename(far))
})

test_that("an archive is taken apart", {
  folder <- withr::local_tempdir()
  withr::with_dir(folder, {
    writeLines("one", "one.txt")
    utils::tar("files.tar", "one.txt", tar = "internal")
  })
  far <- file.path(folder, "files.tar")
  path <- quietly(get_file("taken", origin(far), extract = TRUE, cache_dir = folder))
  expect_identical(readLines(file.path(path, "one.txt")), "one")
})

test_that("a file stays where it cannot be fetched anew", {
  cache <- withr::local_tempdir()
  far <- withr::local_tempfile(lines = "one", fileext = ".txt")
  path <- quietly(get_file("mine.txt", origin(far), cache_dir = cache))
  fails <- function(from, ...) {
    expect_lamina_error(
      quietly(get_file("mine.txt", from, ..., cache_dir = cache)), "could not be fetched", "python"
    )
    expect_identical(readLines(path), "one")
    expect_identical(list.files(dirname(path)), "mine.txt")
  }
  fails("file:///nowhere/a", force_download = TRUE)
  fails("file:///nowhere/a", file_hash = strrep("0", 64))
  # What is fetched is not what was expected.
  writeLines("two", far)
  fails(origin(far), file_hash = strrep("0", 64))
  quietly(get_file("mine.txt", origin(far), force_download = TRUE, cache_dir = cache))
  expect_identical(list.files(dirname(path)), "mine.txt")
  # A file of the user's own.
  own <- paste0(path, ".kept")
  writeLines("own", own)
  expect_lamina_error(
    quietly(get_file("mine.txt", "file:///nowhere/a", force_download = TRUE, cache_dir = cache)),
    "could not be fetched", "python"
  )
  expect_identical(c(readLines(path), readLines(own)), c("two", "own"))
})

test_that("what cannot be fetched is refused", {
  folder <- withr::local_tempdir()
  file <- withr::local_tempfile(lines = "a")
  expect_snapshot(error = TRUE, {
    get_file("a")
    get_file("a/b", "file:///a")
    get_file("a", 1)
    get_file("a", "file:///a", untar = TRUE)
    get_file("a", "file:///a", hash_algorithm = "sha1")
    get_file("a", "file:///a", extract = NA)
  })
  expect_lamina_error(
    quietly(get_file("a", "file:///nowhere/a", cache_dir = folder)), "could not be fetched",
    class = "python"
  )
  expect_lamina_error(get_file("a", origin(file), cache_dir = file), "can be written to", "file")
})
