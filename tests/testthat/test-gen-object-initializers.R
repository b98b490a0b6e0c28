skip_without_keras()

test_cases("object", "initializers")
