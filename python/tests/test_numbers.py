from lamina.bridge.numbers import numbers_as_declared


def test_a_tuple_of_one_number_is_one_again():
    alone = {"class_name": "__tuple__", "items": 3}
    assert numbers_as_declared({"size": alone}) == {
        "size": {"class_name": "__tuple__", "items": [3]}
    }
    several = {"class_name": "__tuple__", "items": [3, 2]}
    assert numbers_as_declared(several) == several


def test_a_truth_value_does_not_become_a_number():
    adam = {"module": "keras.optimizers", "class_name": "Adam"}
    made = numbers_as_declared({**adam, "config": {"epsilon": True, "beta_1": 1}})
    assert made["config"]["epsilon"] is True
    assert isinstance(made["config"]["beta_1"], float)
