# Files that tests of data from disk read.

# A picture whose pixels all have one value.
write_grey <- function(path, value, size = c(4, 4)) {
  image_array_save(array(value, c(size, 3)), path, scale = FALSE)
}

# An array (height, width, 3) as the bytes of a bitmap: rows from below, blue first, each row
# filled up to 4 bytes.
write_bmp <- function(x, path) {
  height <- nrow(x)
  width <- ncol(x)
  rows <- lapply(rev(seq_len(height)), function(row) {
    values <- as.vector(t(x[row, , 3:1]))
    c(values, rep(0, -length(values) %% 4))
  })
  pixels <- as.raw(unlist(rows))
  whole <- function(x, size = 4L) writeBin(as.integer(x), raw(), size = size, endian = "little")
  header <- c(
    charToRaw("BM"), whole(54 + length(pixels)), whole(0), whole(54), whole(40), whole(width),
    whole(height), whole(1, 2L), whole(24, 2L), whole(c(0, length(pixels), 2835, 2835, 0, 0))
  )
  writeBin(c(header, pixels), path)
}

# Whole numbers of 16 bits as a sound with one channel.
write_wav <- function(x, path, rate = 8000) {
  whole <- function(x, size = 4L) writeBin(as.integer(x), raw(), size = size, endian = "little")
  bytes <- whole(x, 2L)
  writeBin(
    c(
      charToRaw("RIFF"), whole(36 + length(bytes)), charToRaw("WAVEfmt "), whole(16),
      whole(c(1, 1), 2L), whole(c(rate, 2 * rate)), whole(c(2, 16), 2L), charToRaw("data"),
      whole(length(bytes)), bytes
    ),
    path
  )
}

# Two classes with three files each, in a folder that is the working directory until the test ends.
local_classes <- function(write, ending, env = parent.frame()) {
  withr::local_dir(withr::local_tempdir(.local_envir = env), .local_envir = env)
  for (class in c("cats", "dogs")) {
    dir.create(file.path("pets", class), recursive = TRUE)
    for (i in 1:3) {
      write(file.path("pets", class, paste0(i, ".", ending)), 10 * (class == "dogs") + i)
    }
  }
}

# Python without a package, until the test ends.
local_without_package <- function(package, env = parent.frame()) {
  ours <- has_python_package
  withr::defer(utils::assignInNamespace("has_python_package", ours, "lamina"), env)
  utils::assignInNamespace(
    "has_python_package", function(name) name != package && ours(name), "lamina"
  )
}
