skip_without_keras()

test_layer_cases("recurrent")
