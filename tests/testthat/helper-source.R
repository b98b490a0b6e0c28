# A file or folder of the sources, of which an installed package has none: tools/run-tests.R says
# where they lie.
source_folder <- function(path) {
  folder <- Sys.getenv("LAMINA_SOURCES")
  skip_if_not(nzchar(folder), "the tests run beside the sources")
  file.path(folder, path)
}
