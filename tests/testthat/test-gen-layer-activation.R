skip_without_keras()

test_cases("layer", "activation")
