# Needs no backend.

# What R's keras3 exports, by reference/keras3-1.5.csv, and lamina does not have yet.
missing_exports <- function() {
  table <- utils::read.csv(
    file.path(source_folder("reference"), "keras3-1.5.csv"), na.strings = character()
  )
  exports <- unique(table[c("fun", "group")])
  exports[!(exports$fun %in% getNamespaceExports("lamina")), ]
}

# Groups of keras3 that are left for later as wholes: operations.
later <- c(
  "ops", "ops-numpy"
)

# Functions of other groups that are left with them: what keras3 hands on from other packages, which
# has no group.
later_one_by_one <- character()

test_that("lamina has all that keras3 exports, but what is known to be missing", {
  missing <- missing_exports()
  of_no_group <- !(missing$group %in% later)
  unknown <- missing$fun[of_no_group & !(missing$fun %in% later_one_by_one)]
  expect_identical(sort(unknown), character())
})

test_that("nothing is said to be missing that is there, or that keras3 does not have", {
  missing <- missing_exports()
  expect_identical(setdiff(later, missing$group), character())
  expect_identical(setdiff(later_one_by_one, missing$fun), character())
  expect_identical(anyDuplicated(later_one_by_one), 0L)
})
