skip_without_keras()

test_cases("operation", "reductions")
test_compiled_cases("reductions")
