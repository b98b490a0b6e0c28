# The web site of the help pages, built from what is installed, without the network. Any warning
# fails, such as one of a page that _pkgdown.yml does not list.
options(rlang_interactive = FALSE, pkgdown.internet = FALSE)

found <- character()
withCallingHandlers(
  {
    pkgdown::init_site()
    pkgdown::build_home(preview = FALSE, quiet = TRUE)
    pkgdown::build_reference(preview = FALSE)
    pkgdown::build_articles(preview = FALSE)
    pkgdown::build_news(preview = FALSE)
  },
  warning = function(cnd) {
    # An example that needs another backend than the one in use is shown, not run.
    if (!grepl("@examplesIf condition", conditionMessage(cnd), fixed = TRUE)) {
      found <<- c(found, conditionMessage(cnd))
    }
    invokeRestart("muffleWarning")
  }
)
if (length(found)) {
  writeLines(c("==> site: warnings", found))
  quit(status = 1)
}
cat("==> site: build/site/index.html\n")
