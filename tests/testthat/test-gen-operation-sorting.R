skip_without_keras()

test_cases("operation", "sorting")
test_compiled_cases("sorting")
