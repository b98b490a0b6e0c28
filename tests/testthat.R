library(testthat)
library(lamina)

test_check("lamina")
