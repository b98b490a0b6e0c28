skip_without_keras()

test_cases("operation", "elementwise")
test_compiled_cases("elementwise")
