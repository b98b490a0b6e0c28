skip_without_keras()

test_cases("operation", "create")
test_compiled_cases("create")
