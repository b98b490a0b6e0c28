# Written by tools/layers.py from tools/layers/*.toml, by `make layers`.
# nolint start: line_length_linter.

layer_cases <- list(
  list(
    fun = "layer_activation_relu",
    class = "ReLU",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_activation_relu",
    class = "ReLU",
    r = quote(list(max_value = 0.25, negative_slope = 0.5, threshold = 0.125)),
    python = "max_value=0.25, negative_slope=0.5, threshold=0.125",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_activation_leaky_relu",
    class = "LeakyReLU",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_activation_leaky_relu",
    class = "LeakyReLU",
    r = quote(list(negative_slope = 0.125)),
    python = "negative_slope=0.125",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_activation_parametric_relu",
    class = "PReLU",
    r = quote(list(alpha_initializer = "ones", alpha_regularizer = "l2", alpha_constraint = "non_neg")),
    python = "alpha_initializer=\"ones\", alpha_regularizer=\"l2\", alpha_constraint=\"non_neg\"",
    input = c(2, 4)
  ),
  list(
    fun = "layer_activation_parametric_relu",
    class = "PReLU",
    r = quote(list(shared_axes = c(2, 3))),
    python = "shared_axes=[1, 2]",
    input = c(2, 3, 4, 2)
  ),
  list(
    fun = "layer_activation_parametric_relu",
    class = "PReLU",
    r = quote(list(shared_axes = 2)),
    python = "shared_axes=1",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_activation_elu",
    class = "ELU",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_activation_elu",
    class = "ELU",
    r = quote(list(alpha = 0.5)),
    python = "alpha=0.5",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_activation_softmax",
    class = "Softmax",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_activation_softmax",
    class = "Softmax",
    r = quote(list(axis = 2)),
    python = "axis=1",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_activation_softmax",
    class = "Softmax",
    r = quote(list(axis = c(2, 3))),
    python = "axis=[1, 2]",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_attention",
    class = "Attention",
    r = quote(list()),
    python = "",
    input = list(c(2, 3, 4), c(2, 5, 4))
  ),
  list(
    fun = "layer_attention",
    class = "Attention",
    r = quote(list(use_scale = TRUE, score_mode = "concat", dropout = 0.25, seed = 7)),
    python = "use_scale=True, score_mode=\"concat\", dropout=0.25, seed=7",
    input = list(c(2, 3, 4), c(2, 5, 2), c(2, 5, 4))
  ),
  list(
    fun = "layer_additive_attention",
    class = "AdditiveAttention",
    r = quote(list(use_scale = FALSE)),
    python = "use_scale=False",
    input = list(c(2, 3, 4), c(2, 5, 4))
  ),
  list(
    fun = "layer_additive_attention",
    class = "AdditiveAttention",
    r = quote(list(dropout = 0.25, seed = 7)),
    python = "dropout=0.25, seed=7",
    input = list(c(2, 3, 4), c(2, 5, 2), c(2, 5, 4))
  ),
  list(
    fun = "layer_multi_head_attention",
    class = "MultiHeadAttention",
    r = quote(list(num_heads = 2, key_dim = 3)),
    python = "num_heads=2, key_dim=3",
    input = list(c(2, 3, 4), c(2, 5, 4)),
    spread = TRUE
  ),
  list(
    fun = "layer_multi_head_attention",
    class = "MultiHeadAttention",
    r = quote(list(num_heads = 2, key_dim = 3, value_dim = 2, dropout = 0.25, use_bias = FALSE, output_shape = 5, attention_axes = 1, sliding_window = 2, flash_attention = FALSE, kernel_initializer = "he_normal", bias_initializer = "ones", kernel_regularizer = "l1", bias_regularizer = "l2", activity_regularizer = "l2", kernel_constraint = "unit_norm", bias_constraint = "non_neg", use_gate = TRUE, seed = 7)),
    python = "num_heads=2, key_dim=3, value_dim=2, dropout=0.25, use_bias=False, output_shape=5, attention_axes=1, sliding_window=2, flash_attention=False, kernel_initializer=\"he_normal\", bias_initializer=\"ones\", kernel_regularizer=\"l1\", bias_regularizer=\"l2\", activity_regularizer=\"l2\", kernel_constraint=\"unit_norm\", bias_constraint=\"non_neg\", use_gate=True, seed=7",
    input = list(c(2, 3, 4), c(2, 5, 4), c(2, 5, 3)),
    spread = TRUE
  ),
  list(
    fun = "layer_multi_head_attention",
    class = "MultiHeadAttention",
    r = quote(list(num_heads = 1, key_dim = 2, output_shape = c(2, 3), attention_axes = c(1, 2))),
    python = "num_heads=1, key_dim=2, output_shape=(2, 3), attention_axes=[1, 2]",
    input = list(c(2, 2, 3, 4), c(2, 2, 3, 4)),
    spread = TRUE
  ),
  list(
    fun = "layer_group_query_attention",
    class = "GroupQueryAttention",
    r = quote(list(head_dim = 3, num_query_heads = 4, num_key_value_heads = 2)),
    python = "head_dim=3, num_query_heads=4, num_key_value_heads=2",
    input = list(c(2, 3, 4), c(2, 5, 4)),
    spread = TRUE
  ),
  list(
    fun = "layer_group_query_attention",
    class = "GroupQueryAttention",
    r = quote(list(head_dim = 2, num_query_heads = 2, num_key_value_heads = 1, dropout = 0.25, use_bias = FALSE, sliding_window = 2, flash_attention = FALSE, kernel_initializer = "he_normal", bias_initializer = "ones", kernel_regularizer = "l1", bias_regularizer = "l2", activity_regularizer = "l2", kernel_constraint = "unit_norm", bias_constraint = "non_neg", use_gate = TRUE, seed = 7)),
    python = "head_dim=2, num_query_heads=2, num_key_value_heads=1, dropout=0.25, use_bias=False, sliding_window=2, flash_attention=False, kernel_initializer=\"he_normal\", bias_initializer=\"ones\", kernel_regularizer=\"l1\", bias_regularizer=\"l2\", activity_regularizer=\"l2\", kernel_constraint=\"unit_norm\", bias_constraint=\"non_neg\", use_gate=True, seed=7",
    input = list(c(2, 3, 4), c(2, 5, 4), c(2, 5, 3)),
    spread = TRUE
  ),
  list(
    fun = "layer_mel_spectrogram",
    class = "MelSpectrogram",
    r = quote(list(fft_length = 32, sequence_stride = 16, num_mel_bins = 4)),
    python = "fft_length=32, sequence_stride=16, num_mel_bins=4",
    input = c(2, 64)
  ),
  list(
    fun = "layer_mel_spectrogram",
    class = "MelSpectrogram",
    r = quote(list(fft_length = 32, sequence_stride = 8, sequence_length = 16, window = "hamming", sampling_rate = 8000, num_mel_bins = 5, min_freq = 10, max_freq = 3000, power_to_db = FALSE, top_db = 60, mag_exp = 1, min_power = 1e-5, ref_power = 2)),
    python = "fft_length=32, sequence_stride=8, sequence_length=16, window=\"hamming\", sampling_rate=8000, num_mel_bins=5, min_freq=10.0, max_freq=3000.0, power_to_db=False, top_db=60.0, mag_exp=1.0, min_power=1e-5, ref_power=2.0",
    input = c(2, 64)
  ),
  list(
    fun = "layer_stft_spectrogram",
    class = "STFTSpectrogram",
    r = quote(list(frame_length = 16)),
    python = "frame_length=16",
    input = c(2, 64, 2)
  ),
  list(
    fun = "layer_stft_spectrogram",
    class = "STFTSpectrogram",
    r = quote(list(mode = "stft", frame_length = 12, frame_step = 5, fft_length = 16, window = "hamming", periodic = TRUE, scaling = "spectrum", padding = "same", expand_dims = TRUE)),
    python = "mode=\"stft\", frame_length=12, frame_step=5, fft_length=16, window=\"hamming\", periodic=True, scaling=\"spectrum\", padding=\"same\", expand_dims=True",
    input = c(2, 40, 2)
  ),
  list(
    fun = "layer_stft_spectrogram",
    class = "STFTSpectrogram",
    r = quote(list("psd", 8, window = NULL, scaling = NULL, trainable = FALSE)),
    python = "\"psd\", 8, window=None, scaling=None, trainable=False",
    input = c(2, 40, 1)
  ),
  list(
    fun = "layer_conv_1d",
    class = "Conv1D",
    r = quote(list(filters = 4, kernel_size = 3)),
    python = "filters = 4, kernel_size = 3",
    input = c(2, 6, 3)
  ),
  list(
    fun = "layer_conv_1d",
    class = "Conv1D",
    r = quote(list(filters = 4, kernel_size = 3, strides = 2, padding = "same", data_format = "channels_last", activation = "relu", use_bias = FALSE, kernel_initializer = "he_normal", kernel_regularizer = "l2", activity_regularizer = "l1", kernel_constraint = "non_neg")),
    python = "filters=4, kernel_size=3, strides=2, padding=\"same\", data_format=\"channels_last\", activation=\"relu\", use_bias=False, kernel_initializer=\"he_normal\", kernel_regularizer=\"l2\", activity_regularizer=\"l1\", kernel_constraint=\"non_neg\"",
    input = c(2, 7, 3)
  ),
  list(
    fun = "layer_conv_1d",
    class = "Conv1D",
    r = quote(list(filters = 4, kernel_size = 2, padding = "causal", dilation_rate = 2, groups = 2, bias_initializer = "ones", bias_regularizer = "l2", bias_constraint = "unit_norm")),
    python = "filters = 4, kernel_size = 2, padding = \"causal\", dilation_rate = 2, groups = 2, bias_initializer = \"ones\", bias_regularizer = \"l2\", bias_constraint = \"unit_norm\"",
    input = c(2, 6, 2)
  ),
  list(
    fun = "layer_conv_2d",
    class = "Conv2D",
    r = quote(list(4, 3)),
    python = "4, 3",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_conv_2d",
    class = "Conv2D",
    r = quote(list(filters = 4, kernel_size = c(3, 2), strides = c(1, 2), padding = "same", data_format = "channels_last", groups = 2, activation = "tanh", use_bias = TRUE, kernel_initializer = "he_normal", bias_initializer = "ones", kernel_regularizer = "l2", bias_regularizer = "l1", activity_regularizer = "l2", kernel_constraint = "non_neg", bias_constraint = "unit_norm")),
    python = "filters=4, kernel_size=(3, 2), strides=(1, 2), padding=\"same\", data_format=\"channels_last\", groups=2, activation=\"tanh\", use_bias=True, kernel_initializer=\"he_normal\", bias_initializer=\"ones\", kernel_regularizer=\"l2\", bias_regularizer=\"l1\", activity_regularizer=\"l2\", kernel_constraint=\"non_neg\", bias_constraint=\"unit_norm\"",
    input = c(2, 5, 6, 4)
  ),
  list(
    fun = "layer_conv_2d",
    class = "Conv2D",
    r = quote(list(filters = 2, kernel_size = 2, dilation_rate = c(2, 1), use_bias = FALSE)),
    python = "filters=2, kernel_size=2, dilation_rate=(2, 1), use_bias=False",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_conv_3d",
    class = "Conv3D",
    r = quote(list(filters = 2, kernel_size = 2)),
    python = "filters = 2, kernel_size = 2",
    input = c(2, 3, 4, 5, 2)
  ),
  list(
    fun = "layer_conv_3d",
    class = "Conv3D",
    r = quote(list(filters = 2, kernel_size = c(1, 2, 3), strides = c(1, 2, 1), padding = "same", data_format = "channels_first", activation = "relu", kernel_initializer = "he_normal", kernel_regularizer = "l2", kernel_constraint = "non_neg")),
    python = "filters=2, kernel_size=(1, 2, 3), strides=(1, 2, 1), padding=\"same\", data_format=\"channels_first\", activation=\"relu\", kernel_initializer=\"he_normal\", kernel_regularizer=\"l2\", kernel_constraint=\"non_neg\"",
    input = c(2, 2, 3, 4, 5)
  ),
  list(
    fun = "layer_conv_3d",
    class = "Conv3D",
    r = quote(list(filters = 4, kernel_size = 2, dilation_rate = 2, groups = 2, use_bias = TRUE, bias_initializer = "ones", bias_regularizer = "l2", activity_regularizer = "l1", bias_constraint = "non_neg")),
    python = "filters=4, kernel_size=2, dilation_rate=2, groups=2, use_bias=True, bias_initializer=\"ones\", bias_regularizer=\"l2\", activity_regularizer=\"l1\", bias_constraint=\"non_neg\"",
    input = c(2, 3, 4, 5, 2)
  ),
  list(
    fun = "layer_conv_1d_transpose",
    class = "Conv1DTranspose",
    r = quote(list(filters = 4, kernel_size = 3)),
    python = "filters = 4, kernel_size = 3",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_conv_1d_transpose",
    class = "Conv1DTranspose",
    r = quote(list(filters = 2, kernel_size = 3, strides = 2, padding = "same", output_padding = 1, data_format = "channels_last", dilation_rate = 1, activation = "relu", use_bias = FALSE, kernel_initializer = "he_normal", kernel_regularizer = "l2", activity_regularizer = "l1", kernel_constraint = "non_neg")),
    python = "filters=2, kernel_size=3, strides=2, padding=\"same\", output_padding=1, data_format=\"channels_last\", dilation_rate=1, activation=\"relu\", use_bias=False, kernel_initializer=\"he_normal\", kernel_regularizer=\"l2\", activity_regularizer=\"l1\", kernel_constraint=\"non_neg\"",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_conv_2d_transpose",
    class = "Conv2DTranspose",
    r = quote(list(4, 3)),
    python = "4, 3",
    input = c(2, 3, 4, 3)
  ),
  list(
    fun = "layer_conv_2d_transpose",
    class = "Conv2DTranspose",
    r = quote(list(filters = 2, kernel_size = c(3, 2), strides = c(2, 1), padding = "valid", output_padding = c(1, 0), data_format = "channels_last", dilation_rate = c(1, 1), activation = "tanh", use_bias = TRUE, kernel_initializer = "he_normal", bias_initializer = "ones", kernel_regularizer = "l2", bias_regularizer = "l1", activity_regularizer = "l2", kernel_constraint = "non_neg", bias_constraint = "unit_norm")),
    python = "filters=2, kernel_size=(3, 2), strides=(2, 1), padding=\"valid\", output_padding=(1, 0), data_format=\"channels_last\", dilation_rate=(1, 1), activation=\"tanh\", use_bias=True, kernel_initializer=\"he_normal\", bias_initializer=\"ones\", kernel_regularizer=\"l2\", bias_regularizer=\"l1\", activity_regularizer=\"l2\", kernel_constraint=\"non_neg\", bias_constraint=\"unit_norm\"",
    input = c(2, 3, 4, 3)
  ),
  list(
    fun = "layer_conv_2d_transpose",
    class = "Conv2DTranspose",
    r = quote(list(filters = 2, kernel_size = 4, strides = 2, padding = "same", use_bias = FALSE)),
    python = "filters=2, kernel_size=4, strides=2, padding=\"same\", use_bias=False",
    input = c(2, 3, 4, 3)
  ),
  list(
    fun = "layer_conv_3d_transpose",
    class = "Conv3DTranspose",
    r = quote(list(filters = 2, kernel_size = 2)),
    python = "filters = 2, kernel_size = 2",
    input = c(2, 2, 3, 4, 2)
  ),
  list(
    fun = "layer_conv_3d_transpose",
    class = "Conv3DTranspose",
    r = quote(list(filters = 2, kernel_size = c(1, 2, 3), strides = c(1, 2, 2), padding = "same", output_padding = c(0, 1, 1), activation = "relu", bias_initializer = "ones", bias_regularizer = "l2", bias_constraint = "non_neg")),
    python = "filters=2, kernel_size=(1, 2, 3), strides=(1, 2, 2), padding=\"same\", output_padding=(0, 1, 1), activation=\"relu\", bias_initializer=\"ones\", bias_regularizer=\"l2\", bias_constraint=\"non_neg\"",
    input = c(2, 2, 3, 4, 2)
  ),
  list(
    fun = "layer_depthwise_conv_1d",
    class = "DepthwiseConv1D",
    r = quote(list(kernel_size = 3)),
    python = "kernel_size = 3",
    input = c(2, 6, 3)
  ),
  list(
    fun = "layer_depthwise_conv_1d",
    class = "DepthwiseConv1D",
    r = quote(list(kernel_size = 2, strides = 1, padding = "same", depth_multiplier = 2, data_format = "channels_first", dilation_rate = 2, activation = "relu", use_bias = TRUE, depthwise_initializer = "he_normal", bias_initializer = "ones", depthwise_regularizer = "l2", bias_regularizer = "l1", activity_regularizer = "l2", depthwise_constraint = "non_neg", bias_constraint = "unit_norm")),
    python = "kernel_size=2, strides=1, padding=\"same\", depth_multiplier=2, data_format=\"channels_first\", dilation_rate=2, activation=\"relu\", use_bias=True, depthwise_initializer=\"he_normal\", bias_initializer=\"ones\", depthwise_regularizer=\"l2\", bias_regularizer=\"l1\", activity_regularizer=\"l2\", depthwise_constraint=\"non_neg\", bias_constraint=\"unit_norm\"",
    input = c(2, 3, 6)
  ),
  list(
    fun = "layer_depthwise_conv_2d",
    class = "DepthwiseConv2D",
    r = quote(list(3)),
    python = "3",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_depthwise_conv_2d",
    class = "DepthwiseConv2D",
    r = quote(list(kernel_size = c(3, 2), strides = c(2, 2), padding = "same", depth_multiplier = 2, data_format = "channels_last", activation = "tanh", use_bias = FALSE, depthwise_initializer = "he_normal", depthwise_regularizer = "l2", activity_regularizer = "l1", depthwise_constraint = "non_neg")),
    python = "kernel_size=(3, 2), strides=(2, 2), padding=\"same\", depth_multiplier=2, data_format=\"channels_last\", activation=\"tanh\", use_bias=False, depthwise_initializer=\"he_normal\", depthwise_regularizer=\"l2\", activity_regularizer=\"l1\", depthwise_constraint=\"non_neg\"",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_depthwise_conv_2d",
    class = "DepthwiseConv2D",
    r = quote(list(kernel_size = 2, strides = 2, dilation_rate = c(2, 2), bias_initializer = "ones", bias_regularizer = "l2", bias_constraint = "non_neg")),
    python = "kernel_size=2, strides=2, dilation_rate=(2, 2), bias_initializer=\"ones\", bias_regularizer=\"l2\", bias_constraint=\"non_neg\"",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_separable_conv_1d",
    class = "SeparableConv1D",
    r = quote(list(filters = 4, kernel_size = 3)),
    python = "filters = 4, kernel_size = 3",
    input = c(2, 6, 3)
  ),
  list(
    fun = "layer_separable_conv_1d",
    class = "SeparableConv1D",
    r = quote(list(filters = 4, kernel_size = 2, strides = 1, padding = "same", data_format = "channels_first", dilation_rate = 2, depth_multiplier = 2, activation = "relu", use_bias = TRUE, depthwise_initializer = "he_normal", pointwise_initializer = "he_uniform", bias_initializer = "ones", depthwise_regularizer = "l2", pointwise_regularizer = "l1", bias_regularizer = "l1", activity_regularizer = "l2", depthwise_constraint = "non_neg", pointwise_constraint = "unit_norm", bias_constraint = "unit_norm")),
    python = "filters=4, kernel_size=2, strides=1, padding=\"same\", data_format=\"channels_first\", dilation_rate=2, depth_multiplier=2, activation=\"relu\", use_bias=True, depthwise_initializer=\"he_normal\", pointwise_initializer=\"he_uniform\", bias_initializer=\"ones\", depthwise_regularizer=\"l2\", pointwise_regularizer=\"l1\", bias_regularizer=\"l1\", activity_regularizer=\"l2\", depthwise_constraint=\"non_neg\", pointwise_constraint=\"unit_norm\", bias_constraint=\"unit_norm\"",
    input = c(2, 3, 6)
  ),
  list(
    fun = "layer_separable_conv_2d",
    class = "SeparableConv2D",
    r = quote(list(4, 3)),
    python = "4, 3",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_separable_conv_2d",
    class = "SeparableConv2D",
    r = quote(list(filters = 4, kernel_size = c(3, 2), strides = c(2, 2), padding = "same", data_format = "channels_last", depth_multiplier = 2, activation = "tanh", use_bias = FALSE, depthwise_initializer = "he_normal", pointwise_initializer = "he_uniform", depthwise_regularizer = "l2", pointwise_regularizer = "l1", activity_regularizer = "l2", depthwise_constraint = "non_neg", pointwise_constraint = "unit_norm")),
    python = "filters=4, kernel_size=(3, 2), strides=(2, 2), padding=\"same\", data_format=\"channels_last\", depth_multiplier=2, activation=\"tanh\", use_bias=False, depthwise_initializer=\"he_normal\", pointwise_initializer=\"he_uniform\", depthwise_regularizer=\"l2\", pointwise_regularizer=\"l1\", activity_regularizer=\"l2\", depthwise_constraint=\"non_neg\", pointwise_constraint=\"unit_norm\"",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_separable_conv_2d",
    class = "SeparableConv2D",
    r = quote(list(filters = 2, kernel_size = 2, dilation_rate = c(2, 2), bias_initializer = "ones", bias_regularizer = "l2", bias_constraint = "non_neg")),
    python = "filters=2, kernel_size=2, dilation_rate=(2, 2), bias_initializer=\"ones\", bias_regularizer=\"l2\", bias_constraint=\"non_neg\"",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_dense",
    class = "Dense",
    r = quote(list(units = 3)),
    python = "units = 3",
    input = c(2, 4)
  ),
  list(
    fun = "layer_dense",
    class = "Dense",
    r = quote(list(units = 3, activation = "tanh", use_bias = TRUE, kernel_initializer = "he_normal", bias_initializer = "ones", kernel_regularizer = "l2", bias_regularizer = "l1", activity_regularizer = "l2", kernel_constraint = "non_neg", bias_constraint = "unit_norm")),
    python = "units=3, activation=\"tanh\", use_bias=True, kernel_initializer=\"he_normal\", bias_initializer=\"ones\", kernel_regularizer=\"l2\", bias_regularizer=\"l1\", activity_regularizer=\"l2\", kernel_constraint=\"non_neg\", bias_constraint=\"unit_norm\"",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_dense",
    class = "Dense",
    r = quote(list(3, use_bias = FALSE, lora_rank = 2, lora_alpha = 4)),
    python = "3, use_bias=False, lora_rank=2, lora_alpha=4",
    input = c(2, 4)
  ),
  list(
    fun = "layer_einsum_dense",
    class = "EinsumDense",
    r = quote(list("ab,bc->ac", output_shape = 3)),
    python = "\"ab,bc->ac\", output_shape=3",
    input = c(2, 4)
  ),
  list(
    fun = "layer_einsum_dense",
    class = "EinsumDense",
    r = quote(list(equation = "abc,cd->abd", output_shape = c(NA, 3), activation = "tanh", bias_axes = "d", kernel_initializer = "he_normal", bias_initializer = "ones", kernel_regularizer = "l2", bias_regularizer = "l1", kernel_constraint = "non_neg", bias_constraint = "unit_norm")),
    python = "equation=\"abc,cd->abd\", output_shape=(None, 3), activation=\"tanh\", bias_axes=\"d\", kernel_initializer=\"he_normal\", bias_initializer=\"ones\", kernel_regularizer=\"l2\", bias_regularizer=\"l1\", kernel_constraint=\"non_neg\", bias_constraint=\"unit_norm\"",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_einsum_dense",
    class = "EinsumDense",
    r = quote(list("...x,xy->...y", 3, bias_axes = "y", lora_rank = 2, lora_alpha = 4)),
    python = "\"...x,xy->...y\", 3, bias_axes=\"y\", lora_rank=2, lora_alpha=4",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_embedding",
    class = "Embedding",
    r = quote(list(5, 3)),
    python = "5, 3",
    data = quote(matrix(c(0, 1, 4, 2, 3, 0), 2))
  ),
  list(
    fun = "layer_embedding",
    class = "Embedding",
    r = quote(list(input_dim = 5, output_dim = 3, embeddings_initializer = "he_normal", embeddings_regularizer = "l2", embeddings_constraint = "non_neg", mask_zero = TRUE)),
    python = "input_dim=5, output_dim=3, embeddings_initializer=\"he_normal\", embeddings_regularizer=\"l2\", embeddings_constraint=\"non_neg\", mask_zero=True",
    data = quote(matrix(c(0, 1, 4, 2, 3, 0), 2))
  ),
  list(
    fun = "layer_embedding",
    class = "Embedding",
    r = quote(list(5, 3, weights = list(matrix(1:15, 5, byrow = TRUE)))),
    python = "5, 3, weights=np.arange(1, 16).reshape(5, 3)",
    data = quote(matrix(c(0, 1, 4, 2, 3, 0), 2))
  ),
  list(
    fun = "layer_embedding",
    class = "Embedding",
    r = quote(list(5, 3, lora_rank = 2, lora_alpha = 4)),
    python = "5, 3, lora_rank=2, lora_alpha=4",
    data = quote(matrix(c(0, 1, 4, 2, 3, 0), 2))
  ),
  list(
    fun = "layer_reversible_embedding",
    class = "ReversibleEmbedding",
    r = quote(list(5, 3)),
    python = "5, 3",
    data = quote(matrix(c(0, 1, 4, 2, 3, 0), 2))
  ),
  list(
    fun = "layer_reversible_embedding",
    class = "ReversibleEmbedding",
    r = quote(list(input_dim = 5, output_dim = 3, tie_weights = FALSE, embeddings_initializer = "he_normal", embeddings_regularizer = "l2", embeddings_constraint = "non_neg", mask_zero = TRUE, reverse_dtype = "float32", logit_soft_cap = 2.5)),
    python = "input_dim=5, output_dim=3, tie_weights=False, embeddings_initializer=\"he_normal\", embeddings_regularizer=\"l2\", embeddings_constraint=\"non_neg\", mask_zero=True, reverse_dtype=\"float32\", logit_soft_cap=2.5",
    data = quote(matrix(c(0, 1, 4, 2, 3, 0), 2))
  ),
  list(
    fun = "layer_activation",
    class = "Activation",
    r = quote(list(activation = "tanh")),
    python = "activation=\"tanh\"",
    input = c(2, 3)
  ),
  list(
    fun = "layer_activation",
    class = "Activation",
    r = quote(list("softmax")),
    python = "\"softmax\"",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_identity",
    class = "Identity",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_masking",
    class = "Masking",
    r = quote(list()),
    python = "",
    data = quote(array(c(1, 0, 0, 2, 0, 3, 4, 0, 0, 5, 6, 0), c(2, 3, 2)))
  ),
  list(
    fun = "layer_masking",
    class = "Masking",
    r = quote(list(mask_value = -1.5)),
    python = "mask_value=-1.5",
    data = quote(array(c(1, -1.5, -1.5, 2, 0, 3, 4, -1.5, -1.5, 5, 6, 0), c(2, 3, 2)))
  ),
  list(
    fun = "layer_resizing",
    class = "Resizing",
    r = quote(list(4, 3)),
    python = "4, 3",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_resizing",
    class = "Resizing",
    r = quote(list(height = 3, width = 7, interpolation = "nearest", crop_to_aspect_ratio = TRUE)),
    python = "height=3, width=7, interpolation=\"nearest\", crop_to_aspect_ratio=True",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_resizing",
    class = "Resizing",
    r = quote(list(height = 8, width = 4, interpolation = "bicubic", pad_to_aspect_ratio = TRUE, fill_mode = "constant", fill_value = 0.5, antialias = TRUE)),
    python = "height=8, width=4, interpolation=\"bicubic\", pad_to_aspect_ratio=True, fill_mode=\"constant\", fill_value=0.5, antialias=True",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_resizing",
    class = "Resizing",
    r = quote(list(height = 4, width = 3, data_format = "channels_first")),
    python = "height=4, width=3, data_format=\"channels_first\"",
    input = c(2, 3, 6, 5)
  ),
  list(
    fun = "layer_rescaling",
    class = "Rescaling",
    r = quote(list(1 / 255)),
    python = "1 / 255",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_rescaling",
    class = "Rescaling",
    r = quote(list(scale = 2, offset = -1)),
    python = "scale=2.0, offset=-1.0",
    input = c(2, 5)
  ),
  list(
    fun = "layer_rescaling",
    class = "Rescaling",
    r = quote(list(scale = c(1, 2, 4), offset = c(0, 1, -1))),
    python = "scale=[1.0, 2.0, 4.0], offset=[0.0, 1.0, -1.0]",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_center_crop",
    class = "CenterCrop",
    r = quote(list(3, 2)),
    python = "3, 2",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_center_crop",
    class = "CenterCrop",
    r = quote(list(height = 4, width = 3, data_format = "channels_first")),
    python = "height=4, width=3, data_format=\"channels_first\"",
    input = c(2, 3, 6, 5)
  ),
  list(
    fun = "layer_center_crop",
    class = "CenterCrop",
    r = quote(list(height = 2, width = 8, bounding_box_format = "xyxy")),
    python = "height=2, width=8, bounding_box_format=\"xyxy\"",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_auto_contrast",
    class = "AutoContrast",
    r = quote(list()),
    python = "",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_auto_contrast",
    class = "AutoContrast",
    r = quote(list(c(0, 1), bounding_box_format = "rel_xyxy")),
    python = "value_range=[0, 1], bounding_box_format=\"rel_xyxy\"",
    data = quote(0.5 + feature_maps(c(2, 6, 5, 3)) / 8)
  ),
  list(
    fun = "layer_contrast_limited_adaptive_histogram_equalization",
    class = "ContrastLimitedAdaptiveHistogramEqualization",
    r = quote(list(tile_grid_size = c(2, 3))),
    python = "value_range=[0, 255], tile_grid_size=[2, 3]",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_contrast_limited_adaptive_histogram_equalization",
    class = "ContrastLimitedAdaptiveHistogramEqualization",
    r = quote(list(value_range = c(0, 1), clip_limit = 2, tile_grid_size = 2, data_format = "channels_first")),
    python = "value_range=[0, 1], clip_limit=2.0, tile_grid_size=[2, 2], data_format=\"channels_first\"",
    data = quote(0.5 + feature_maps(c(2, 3, 6, 4)) / 8)
  ),
  list(
    fun = "layer_max_num_bounding_boxes",
    class = "MaxNumBoundingBoxes",
    r = quote(list(max_number = 3, bounding_box_format = "xyxy")),
    python = "max_number=3, bounding_box_format=\"xyxy\"",
    data = quote(list(images = feature_maps(c(2, 6, 5, 3)), bounding_boxes = list(boxes = array(rep(0:3, each = 4), c(2, 2, 4)) + 0, labels = matrix(1:4, 2)))),
    model = FALSE
  ),
  list(
    fun = "layer_max_num_bounding_boxes",
    class = "MaxNumBoundingBoxes",
    r = quote(list(max_number = 1, fill_value = 0, bounding_box_format = "xyxy")),
    python = "max_number=1, fill_value=0, bounding_box_format=\"xyxy\"",
    data = quote(list(images = feature_maps(c(2, 6, 5, 3)), bounding_boxes = list(boxes = array(rep(0:3, each = 4), c(2, 2, 4)) + 0, labels = matrix(1:4, 2)))),
    model = FALSE
  ),
  list(
    fun = "layer_equalization",
    class = "Equalization",
    r = quote(list(bins = 16)),
    python = "bins=16",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3))),
    model = FALSE
  ),
  list(
    fun = "layer_equalization",
    class = "Equalization",
    r = quote(list(value_range = c(0, 1), bins = 8, data_format = "channels_first")),
    python = "value_range=[0, 1], bins=8, data_format=\"channels_first\"",
    data = quote(0.5 + feature_maps(c(2, 3, 6, 5)) / 8),
    model = FALSE
  ),
  list(
    fun = "layer_solarization",
    class = "Solarization",
    r = quote(list(seed = 1)),
    python = "seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_solarization",
    class = "Solarization",
    r = quote(list(addition_factor = 0.25, threshold_factor = c(0.5, 0.75), value_range = c(0, 1), seed = 1)),
    python = "addition_factor=0.25, threshold_factor=[0.5, 0.75], value_range=[0, 1], seed=1",
    data = quote(0.5 + feature_maps(c(2, 6, 5, 3)) / 8)
  ),
  list(
    fun = "layer_random_brightness",
    class = "RandomBrightness",
    r = quote(list(0.2, seed = 1)),
    python = "0.2, seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_random_brightness",
    class = "RandomBrightness",
    r = quote(list(factor = c(-0.25, 0.5), value_range = c(0, 1), seed = 1)),
    python = "factor=[-0.25, 0.5], value_range=[0, 1], seed=1",
    data = quote(0.5 + feature_maps(c(2, 6, 5, 3)) / 8)
  ),
  list(
    fun = "layer_random_contrast",
    class = "RandomContrast",
    r = quote(list(0.5, seed = 1)),
    python = "0.5, value_range=[0, 255], seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_random_contrast",
    class = "RandomContrast",
    r = quote(list(factor = c(0.25, 0.5), value_range = c(0, 1), seed = 1, data_format = "channels_first")),
    python = "factor=[0.25, 0.5], value_range=[0, 1], seed=1, data_format=\"channels_first\"",
    data = quote(0.5 + feature_maps(c(2, 3, 6, 5)) / 8)
  ),
  list(
    fun = "layer_random_color_degeneration",
    class = "RandomColorDegeneration",
    r = quote(list(0.5, seed = 1)),
    python = "0.5, seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_random_color_degeneration",
    class = "RandomColorDegeneration",
    r = quote(list(factor = c(0, 1), value_range = c(0, 1), data_format = "channels_first", seed = 1)),
    python = "factor=[0.0, 1.0], value_range=[0, 1], data_format=\"channels_first\", seed=1",
    data = quote(0.5 + feature_maps(c(2, 3, 6, 5)) / 8)
  ),
  list(
    fun = "layer_random_grayscale",
    class = "RandomGrayscale",
    r = quote(list(seed = 1)),
    python = "seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3))),
    repeats = FALSE
  ),
  list(
    fun = "layer_random_grayscale",
    class = "RandomGrayscale",
    r = quote(list(factor = 1, data_format = "channels_first", seed = 1)),
    python = "factor=1.0, data_format=\"channels_first\", seed=1",
    input = c(2, 3, 6, 5),
    repeats = FALSE
  ),
  list(
    fun = "layer_random_hue",
    class = "RandomHue",
    r = quote(list(0.5, seed = 1)),
    python = "0.5, value_range=[0, 255], seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_random_hue",
    class = "RandomHue",
    r = quote(list(factor = c(0.25, 1), value_range = c(0, 1), data_format = "channels_first", seed = 1)),
    python = "factor=[0.25, 1.0], value_range=[0, 1], data_format=\"channels_first\", seed=1",
    data = quote(0.5 + feature_maps(c(2, 3, 6, 5)) / 8)
  ),
  list(
    fun = "layer_random_saturation",
    class = "RandomSaturation",
    r = quote(list(0.5, seed = 1)),
    python = "0.5, seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_random_saturation",
    class = "RandomSaturation",
    r = quote(list(factor = c(0.25, 0.75), value_range = c(0, 1), data_format = "channels_first", seed = 1)),
    python = "factor=[0.25, 0.75], value_range=[0, 1], data_format=\"channels_first\", seed=1",
    data = quote(0.5 + feature_maps(c(2, 3, 6, 5)) / 8)
  ),
  list(
    fun = "layer_random_color_jitter",
    class = "RandomColorJitter",
    r = quote(list(brightness_factor = 0.2, seed = 1)),
    python = "value_range=[0, 255], brightness_factor=0.2, seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_random_color_jitter",
    class = "RandomColorJitter",
    r = quote(list(value_range = c(0, 1), brightness_factor = c(-0.1, 0.2), contrast_factor = 0.5, saturation_factor = c(0.4, 0.6), hue_factor = 0.25, seed = 1, data_format = "channels_last")),
    python = "value_range=[0, 1], brightness_factor=[-0.1, 0.2], contrast_factor=0.5, saturation_factor=[0.4, 0.6], hue_factor=0.25, seed=1, data_format=\"channels_last\"",
    data = quote(0.5 + feature_maps(c(2, 6, 5, 3)) / 8)
  ),
  list(
    fun = "layer_random_sharpness",
    class = "RandomSharpness",
    r = quote(list(0.5, seed = 1)),
    python = "0.5, seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_random_sharpness",
    class = "RandomSharpness",
    r = quote(list(factor = c(0.25, 0.75), value_range = c(0, 1), data_format = "channels_first", seed = 1)),
    python = "factor=[0.25, 0.75], value_range=[0, 1], data_format=\"channels_first\", seed=1",
    data = quote(0.5 + feature_maps(c(2, 3, 6, 5)) / 8)
  ),
  list(
    fun = "layer_random_gaussian_blur",
    class = "RandomGaussianBlur",
    r = quote(list(seed = 1)),
    python = "value_range=[0, 255], seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_random_gaussian_blur",
    class = "RandomGaussianBlur",
    r = quote(list(factor = c(0.5, 1), kernel_size = 5, sigma = c(0.5, 1), value_range = c(0, 1), seed = 1)),
    python = "factor=[0.5, 1.0], kernel_size=5, sigma=[0.5, 1.0], value_range=[0, 1], seed=1",
    data = quote(0.5 + feature_maps(c(2, 6, 5, 3)) / 8)
  ),
  list(
    fun = "layer_random_invert",
    class = "RandomInvert",
    r = quote(list(seed = 1)),
    python = "value_range=[0, 255], seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_random_invert",
    class = "RandomInvert",
    r = quote(list(factor = c(0.5, 1), value_range = c(0, 1), seed = 1, data_format = "channels_first")),
    python = "factor=[0.5, 1.0], value_range=[0, 1], seed=1, data_format=\"channels_first\"",
    data = quote(0.5 + feature_maps(c(2, 3, 6, 5)) / 8)
  ),
  list(
    fun = "layer_random_posterization",
    class = "RandomPosterization",
    r = quote(list(4, seed = 1)),
    python = "4, seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_random_posterization",
    class = "RandomPosterization",
    r = quote(list(factor = c(3, 5), value_range = c(0, 1), data_format = "channels_first", seed = 1)),
    python = "factor=[3, 5], value_range=[0, 1], data_format=\"channels_first\", seed=1",
    data = quote(0.5 + feature_maps(c(2, 3, 6, 5)) / 8)
  ),
  list(
    fun = "layer_random_erasing",
    class = "RandomErasing",
    r = quote(list(seed = 1)),
    python = "scale=[0.02, 0.33], value_range=[0, 255], seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_random_erasing",
    class = "RandomErasing",
    r = quote(list(factor = c(0.5, 1), scale = c(0.2, 0.5), fill_value = 0.5, value_range = c(0, 1), seed = 1)),
    python = "factor=[0.5, 1.0], scale=[0.2, 0.5], fill_value=0.5, value_range=[0, 1], seed=1",
    data = quote(0.5 + feature_maps(c(2, 6, 5, 3)) / 8)
  ),
  list(
    fun = "layer_random_erasing",
    class = "RandomErasing",
    r = quote(list(scale = 0.5, fill_value = 0, seed = 1, data_format = "channels_first")),
    python = "scale=0.5, fill_value=0.0, value_range=[0, 255], seed=1, data_format=\"channels_first\"",
    data = quote(128 + 56 * feature_maps(c(2, 3, 6, 5)))
  ),
  list(
    fun = "layer_random_flip",
    class = "RandomFlip",
    r = quote(list(seed = 1)),
    python = "seed=1",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_random_flip",
    class = "RandomFlip",
    r = quote(list(mode = "horizontal", seed = 2, data_format = "channels_first")),
    python = "mode=\"horizontal\", seed=2, data_format=\"channels_first\"",
    input = c(2, 3, 6, 5)
  ),
  list(
    fun = "layer_random_flip",
    class = "RandomFlip",
    r = quote(list(mode = "vertical", seed = 3, bounding_box_format = "xyxy")),
    python = "mode=\"vertical\", seed=3, bounding_box_format=\"xyxy\"",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_random_rotation",
    class = "RandomRotation",
    r = quote(list(0.1, seed = 1)),
    python = "0.1, seed=1",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_random_rotation",
    class = "RandomRotation",
    r = quote(list(factor = c(-0.25, 0.5), fill_mode = "constant", interpolation = "nearest", seed = 1, fill_value = 0.5, data_format = "channels_last")),
    python = "factor=[-0.25, 0.5], fill_mode=\"constant\", interpolation=\"nearest\", seed=1, fill_value=0.5, data_format=\"channels_last\"",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_random_rotation",
    class = "RandomRotation",
    r = quote(list(factor = 0.2, fill_mode = "nearest", seed = 1, data_format = "channels_first")),
    python = "factor=0.2, fill_mode=\"nearest\", seed=1, data_format=\"channels_first\"",
    input = c(2, 3, 6, 5)
  ),
  list(
    fun = "layer_random_translation",
    class = "RandomTranslation",
    r = quote(list(0.2, 0.3, seed = 1)),
    python = "0.2, 0.3, seed=1",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_random_translation",
    class = "RandomTranslation",
    r = quote(list(height_factor = c(-0.5, 0.25), width_factor = c(0, 0.5), fill_mode = "constant", interpolation = "nearest", seed = 1, fill_value = 0.5, data_format = "channels_first")),
    python = "height_factor=[-0.5, 0.25], width_factor=[0.0, 0.5], fill_mode=\"constant\", interpolation=\"nearest\", seed=1, fill_value=0.5, data_format=\"channels_first\"",
    input = c(2, 3, 6, 5)
  ),
  list(
    fun = "layer_random_zoom",
    class = "RandomZoom",
    r = quote(list(0.3, seed = 1)),
    python = "0.3, seed=1",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_random_zoom",
    class = "RandomZoom",
    r = quote(list(height_factor = c(-0.5, 0.25), width_factor = 0.5, fill_mode = "constant", interpolation = "nearest", seed = 1, fill_value = 0.5, data_format = "channels_first")),
    python = "height_factor=[-0.5, 0.25], width_factor=0.5, fill_mode=\"constant\", interpolation=\"nearest\", seed=1, fill_value=0.5, data_format=\"channels_first\"",
    input = c(2, 3, 6, 5)
  ),
  list(
    fun = "layer_random_shear",
    class = "RandomShear",
    r = quote(list(x_factor = c(0, 0.3), seed = 1)),
    python = "x_factor=[0.0, 0.3], seed=1",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_random_shear",
    class = "RandomShear",
    r = quote(list(x_factor = c(0.25, 0.5), y_factor = c(0.1, 0.2), interpolation = "nearest", fill_mode = "constant", fill_value = 0.5, data_format = "channels_first", seed = 1)),
    python = "x_factor=[0.25, 0.5], y_factor=[0.1, 0.2], interpolation=\"nearest\", fill_mode=\"constant\", fill_value=0.5, data_format=\"channels_first\", seed=1",
    input = c(2, 3, 6, 5)
  ),
  list(
    fun = "layer_random_perspective",
    class = "RandomPerspective",
    r = quote(list(seed = 1)),
    python = "seed=1",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_random_perspective",
    class = "RandomPerspective",
    r = quote(list(factor = c(0.5, 1), scale = 0.5, interpolation = "nearest", fill_value = 0.5, seed = 1, data_format = "channels_last")),
    python = "factor=[0.5, 1.0], scale=0.5, interpolation=\"nearest\", fill_value=0.5, seed=1, data_format=\"channels_last\"",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_random_elastic_transform",
    class = "RandomElasticTransform",
    r = quote(list(seed = 1)),
    python = "value_range=[0, 255], seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 12, 12, 3))),
    repeats = FALSE
  ),
  list(
    fun = "layer_random_elastic_transform",
    class = "RandomElasticTransform",
    r = quote(list(factor = c(0.5, 1), scale = c(0.5, 1), interpolation = "nearest", fill_mode = "constant", fill_value = 0.5, value_range = c(0, 1), seed = 1, data_format = "channels_last")),
    python = "factor=[0.5, 1.0], scale=[0.5, 1.0], interpolation=\"nearest\", fill_mode=\"constant\", fill_value=0.5, value_range=[0, 1], seed=1, data_format=\"channels_last\"",
    data = quote(0.5 + feature_maps(c(2, 12, 10, 3)) / 8),
    repeats = FALSE
  ),
  list(
    fun = "layer_random_crop",
    class = "RandomCrop",
    r = quote(list(6, 5, seed = 1)),
    python = "6, 5, seed=1",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_random_crop",
    class = "RandomCrop",
    r = quote(list(height = 6, width = 5, seed = 2, data_format = "channels_first", bounding_box_format = "xyxy")),
    python = "height=6, width=5, seed=2, data_format=\"channels_first\", bounding_box_format=\"xyxy\"",
    input = c(2, 3, 6, 5)
  ),
  list(
    fun = "layer_mix_up",
    class = "MixUp",
    r = quote(list(seed = 1)),
    python = "seed=1",
    data = quote(list(images = feature_maps(c(4, 6, 5, 3)), labels = diag(4)))
  ),
  list(
    fun = "layer_mix_up",
    class = "MixUp",
    r = quote(list(alpha = 1, data_format = "channels_first", seed = 1, bounding_box_format = "xyxy")),
    python = "alpha=1.0, data_format=\"channels_first\", seed=1, bounding_box_format=\"xyxy\"",
    input = c(4, 3, 6, 5)
  ),
  list(
    fun = "layer_cut_mix",
    class = "CutMix",
    r = quote(list(seed = 1)),
    python = "seed=1",
    data = quote(list(images = feature_maps(c(4, 6, 5, 3)), labels = diag(4)))
  ),
  list(
    fun = "layer_cut_mix",
    class = "CutMix",
    r = quote(list(factor = c(0.5, 1), seed = 1, data_format = "channels_first")),
    python = "factor=[0.5, 1.0], seed=1, data_format=\"channels_first\"",
    input = c(4, 3, 6, 5)
  ),
  list(
    fun = "layer_rand_augment",
    class = "RandAugment",
    r = quote(list(num_ops = 1, seed = 1)),
    python = "value_range=[0, 255], num_ops=1, seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3)))
  ),
  list(
    fun = "layer_rand_augment",
    class = "RandAugment",
    r = quote(list(value_range = c(0, 1), num_ops = 2, factor = c(0.1, 0.3), interpolation = "nearest", seed = 1, data_format = "channels_last")),
    python = "value_range=[0, 1], num_ops=2, factor=[0.1, 0.3], interpolation=\"nearest\", seed=1, data_format=\"channels_last\"",
    data = quote(0.5 + feature_maps(c(2, 6, 5, 3)) / 8)
  ),
  list(
    fun = "layer_aug_mix",
    class = "AugMix",
    r = quote(list(num_chains = 1, chain_depth = 1, seed = 1)),
    python = "value_range=[0, 255], num_chains=1, chain_depth=1, seed=1",
    data = quote(128 + 56 * feature_maps(c(2, 6, 5, 3))),
    repeats = FALSE
  ),
  list(
    fun = "layer_aug_mix",
    class = "AugMix",
    r = quote(list(value_range = c(0, 1), num_chains = 2, chain_depth = 1, factor = c(0.1, 0.3), alpha = 2, all_ops = FALSE, interpolation = "nearest", seed = 1, data_format = "channels_last")),
    python = "value_range=[0, 1], num_chains=2, chain_depth=1, factor=[0.1, 0.3], alpha=2.0, all_ops=False, interpolation=\"nearest\", seed=1, data_format=\"channels_last\"",
    data = quote(0.5 + feature_maps(c(2, 6, 5, 3)) / 8),
    repeats = FALSE
  ),
  list(
    fun = "layer_add",
    class = "Add",
    r = quote(list()),
    python = "",
    input = list(c(2, 3, 4), c(2, 3, 4))
  ),
  list(
    fun = "layer_add",
    class = "Add",
    r = quote(list()),
    python = "",
    input = list(c(2, 3), c(2, 1), c(2, 4, 3))
  ),
  list(
    fun = "layer_subtract",
    class = "Subtract",
    r = quote(list()),
    python = "",
    input = list(c(2, 3, 4), c(2, 1, 4))
  ),
  list(
    fun = "layer_multiply",
    class = "Multiply",
    r = quote(list()),
    python = "",
    input = list(c(2, 3, 4), c(2, 3, 1), c(2, 3, 4))
  ),
  list(
    fun = "layer_average",
    class = "Average",
    r = quote(list()),
    python = "",
    input = list(c(2, 3, 4), c(2, 3, 4), c(2, 3, 4))
  ),
  list(
    fun = "layer_maximum",
    class = "Maximum",
    r = quote(list()),
    python = "",
    input = list(c(2, 3, 4), c(2, 3, 4), c(2, 3, 4))
  ),
  list(
    fun = "layer_minimum",
    class = "Minimum",
    r = quote(list()),
    python = "",
    input = list(c(2, 3, 4), c(2, 3, 4), c(2, 3, 4))
  ),
  list(
    fun = "layer_concatenate",
    class = "Concatenate",
    r = quote(list()),
    python = "",
    input = list(c(2, 3, 4), c(2, 3, 2))
  ),
  list(
    fun = "layer_concatenate",
    class = "Concatenate",
    r = quote(list(axis = 2)),
    python = "axis=1",
    input = list(c(2, 3, 4), c(2, 1, 4), c(2, 2, 4))
  ),
  list(
    fun = "layer_dot",
    class = "Dot",
    r = quote(list(axes = 2)),
    python = "axes=1",
    input = list(c(2, 3), c(2, 3))
  ),
  list(
    fun = "layer_dot",
    class = "Dot",
    r = quote(list(axes = c(3, 2), normalize = TRUE)),
    python = "axes=[2, 1], normalize=True",
    input = list(c(2, 4, 3), c(2, 3, 5))
  ),
  list(
    fun = "layer_dot",
    class = "Dot",
    r = quote(list(axes = -1)),
    python = "axes=-1",
    input = list(c(2, 4, 3), c(2, 3))
  ),
  list(
    fun = "layer_batch_normalization",
    class = "BatchNormalization",
    r = quote(list()),
    python = "",
    input = c(4, 3)
  ),
  list(
    fun = "layer_batch_normalization",
    class = "BatchNormalization",
    r = quote(list(axis = 2, momentum = 0.75, epsilon = 0.125, center = FALSE, scale = FALSE, moving_mean_initializer = "ones", moving_variance_initializer = "zeros", synchronized = FALSE)),
    python = "axis=1, momentum=0.75, epsilon=0.125, center=False, scale=False, moving_mean_initializer=\"ones\", moving_variance_initializer=\"zeros\", synchronized=False",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_batch_normalization",
    class = "BatchNormalization",
    r = quote(list(beta_initializer = "ones", gamma_initializer = "zeros", beta_regularizer = "l1", gamma_regularizer = "l2", beta_constraint = "non_neg", gamma_constraint = "max_norm", renorm = TRUE, renorm_clipping = c(rmin = 0.5, rmax = 2, dmax = 4), renorm_momentum = 0.5)),
    python = "beta_initializer=\"ones\", gamma_initializer=\"zeros\", beta_regularizer=\"l1\", gamma_regularizer=\"l2\", beta_constraint=\"non_neg\", gamma_constraint=\"max_norm\", renorm=True, renorm_clipping={\"rmin\": 0.5, \"rmax\": 2.0, \"dmax\": 4.0}, renorm_momentum=0.5",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_batch_normalization",
    class = "BatchNormalization",
    r = quote(list(renorm = TRUE)),
    python = "renorm=True",
    input = c(2, 3, 2, 4)
  ),
  list(
    fun = "layer_group_normalization",
    class = "GroupNormalization",
    r = quote(list(groups = 2)),
    python = "groups=2",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_group_normalization",
    class = "GroupNormalization",
    r = quote(list(groups = -1, axis = 2, epsilon = 0.125, beta_initializer = "ones", gamma_initializer = "zeros", beta_regularizer = "l1", gamma_regularizer = "l2", beta_constraint = "non_neg", gamma_constraint = "max_norm")),
    python = "groups=-1, axis=1, epsilon=0.125, beta_initializer=\"ones\", gamma_initializer=\"zeros\", beta_regularizer=\"l1\", gamma_regularizer=\"l2\", beta_constraint=\"non_neg\", gamma_constraint=\"max_norm\"",
    input = c(2, 4, 3, 2)
  ),
  list(
    fun = "layer_group_normalization",
    class = "GroupNormalization",
    r = quote(list(groups = 1, center = FALSE, scale = FALSE)),
    python = "groups=1, center=False, scale=False",
    input = c(2, 3, 2, 4)
  ),
  list(
    fun = "layer_layer_normalization",
    class = "LayerNormalization",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_layer_normalization",
    class = "LayerNormalization",
    r = quote(list(axis = c(2, 3), epsilon = 0.125, beta_initializer = "ones", gamma_initializer = "zeros", beta_regularizer = "l1", gamma_regularizer = "l2", beta_constraint = "non_neg", gamma_constraint = "max_norm")),
    python = "axis=[1, 2], epsilon=0.125, beta_initializer=\"ones\", gamma_initializer=\"zeros\", beta_regularizer=\"l1\", gamma_regularizer=\"l2\", beta_constraint=\"non_neg\", gamma_constraint=\"max_norm\"",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_layer_normalization",
    class = "LayerNormalization",
    r = quote(list(center = FALSE, scale = FALSE)),
    python = "center=False, scale=False",
    input = c(2, 3)
  ),
  list(
    fun = "layer_rms_normalization",
    class = "RMSNormalization",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_rms_normalization",
    class = "RMSNormalization",
    r = quote(list(axis = 2, epsilon = 0.125)),
    python = "axis=1, epsilon=0.125",
    input = c(2, 4)
  ),
  list(
    fun = "layer_rms_normalization",
    class = "RMSNormalization",
    r = quote(list(axis = c(2, 3))),
    python = "axis=[1, 2]",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_unit_normalization",
    class = "UnitNormalization",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_unit_normalization",
    class = "UnitNormalization",
    r = quote(list(axis = 2)),
    python = "axis=1",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_unit_normalization",
    class = "UnitNormalization",
    r = quote(list(axis = c(2, 3))),
    python = "axis=[1, 2]",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_spectral_normalization",
    class = "SpectralNormalization",
    r = quote(list(layer = layer_dense(units = 2, name = "inner"), name = "same")),
    python = "layer=keras.layers.Dense(2, name=\"inner\"), name=\"same\"",
    input = c(2, 3)
  ),
  list(
    fun = "layer_spectral_normalization",
    class = "SpectralNormalization",
    r = quote(list(layer = layer_conv_2d(filters = 2, kernel_size = 2, name = "inner"), power_iterations = 3, name = "same")),
    python = "layer=keras.layers.Conv2D(2, 2, name=\"inner\"), power_iterations=3, name=\"same\"",
    input = c(2, 4, 3, 2)
  ),
  list(
    fun = "layer_max_pooling_1d",
    class = "MaxPooling1D",
    r = quote(list()),
    python = "",
    input = c(2, 6, 3)
  ),
  list(
    fun = "layer_max_pooling_1d",
    class = "MaxPooling1D",
    r = quote(list(pool_size = 3, strides = 2, padding = "same")),
    python = "pool_size=3, strides=2, padding=\"same\"",
    input = c(2, 7, 3)
  ),
  list(
    fun = "layer_max_pooling_2d",
    class = "MaxPooling2D",
    r = quote(list()),
    python = "",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_max_pooling_2d",
    class = "MaxPooling2D",
    r = quote(list(pool_size = c(2, 3), strides = c(1, 2), padding = "same", data_format = "channels_last")),
    python = "pool_size=(2, 3), strides=(1, 2), padding=\"same\", data_format=\"channels_last\"",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_max_pooling_3d",
    class = "MaxPooling3D",
    r = quote(list()),
    python = "",
    input = c(2, 4, 5, 6, 2)
  ),
  list(
    fun = "layer_max_pooling_3d",
    class = "MaxPooling3D",
    r = quote(list(pool_size = c(2, 3, 1), strides = 1)),
    python = "pool_size=(2, 3, 1), strides=1",
    input = c(2, 4, 5, 6, 2)
  ),
  list(
    fun = "layer_average_pooling_1d",
    class = "AveragePooling1D",
    r = quote(list(pool_size = 2)),
    python = "pool_size = 2",
    input = c(2, 6, 3)
  ),
  list(
    fun = "layer_average_pooling_1d",
    class = "AveragePooling1D",
    r = quote(list(pool_size = 3, strides = 2, padding = "same")),
    python = "pool_size=3, strides=2, padding=\"same\"",
    input = c(2, 7, 3)
  ),
  list(
    fun = "layer_average_pooling_2d",
    class = "AveragePooling2D",
    r = quote(list(2)),
    python = "2",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_average_pooling_2d",
    class = "AveragePooling2D",
    r = quote(list(pool_size = c(2, 3), strides = c(1, 2), padding = "same")),
    python = "pool_size=(2, 3), strides=(1, 2), padding=\"same\"",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_average_pooling_3d",
    class = "AveragePooling3D",
    r = quote(list(pool_size = c(2, 3, 1))),
    python = "pool_size=(2, 3, 1)",
    input = c(2, 4, 5, 6, 2)
  ),
  list(
    fun = "layer_global_max_pooling_1d",
    class = "GlobalMaxPooling1D",
    r = quote(list()),
    python = "",
    input = c(2, 6, 3)
  ),
  list(
    fun = "layer_global_max_pooling_1d",
    class = "GlobalMaxPooling1D",
    r = quote(list(data_format = "channels_first", keepdims = TRUE)),
    python = "data_format=\"channels_first\", keepdims=True",
    input = c(2, 3, 6)
  ),
  list(
    fun = "layer_global_max_pooling_2d",
    class = "GlobalMaxPooling2D",
    r = quote(list()),
    python = "",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_global_max_pooling_2d",
    class = "GlobalMaxPooling2D",
    r = quote(list(data_format = "channels_first", keepdims = TRUE)),
    python = "data_format=\"channels_first\", keepdims=True",
    input = c(2, 3, 6, 5)
  ),
  list(
    fun = "layer_global_max_pooling_3d",
    class = "GlobalMaxPooling3D",
    r = quote(list(keepdims = TRUE)),
    python = "keepdims=True",
    input = c(2, 4, 5, 6, 2)
  ),
  list(
    fun = "layer_global_average_pooling_1d",
    class = "GlobalAveragePooling1D",
    r = quote(list()),
    python = "",
    input = c(2, 6, 3)
  ),
  list(
    fun = "layer_global_average_pooling_1d",
    class = "GlobalAveragePooling1D",
    r = quote(list(keepdims = TRUE)),
    python = "keepdims=True",
    input = c(2, 6, 3)
  ),
  list(
    fun = "layer_global_average_pooling_2d",
    class = "GlobalAveragePooling2D",
    r = quote(list()),
    python = "",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_global_average_pooling_2d",
    class = "GlobalAveragePooling2D",
    r = quote(list(data_format = "channels_first", keepdims = TRUE)),
    python = "data_format=\"channels_first\", keepdims=True",
    input = c(2, 3, 6, 5)
  ),
  list(
    fun = "layer_global_average_pooling_3d",
    class = "GlobalAveragePooling3D",
    r = quote(list(keepdims = TRUE)),
    python = "keepdims=True",
    input = c(2, 4, 5, 6, 2)
  ),
  list(
    fun = "layer_adaptive_max_pooling_1d",
    class = "AdaptiveMaxPooling1D",
    r = quote(list(output_size = 3)),
    python = "output_size = 3",
    input = c(2, 7, 3)
  ),
  list(
    fun = "layer_adaptive_max_pooling_2d",
    class = "AdaptiveMaxPooling2D",
    r = quote(list(output_size = c(2, 3))),
    python = "output_size=(2, 3)",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_adaptive_max_pooling_3d",
    class = "AdaptiveMaxPooling3D",
    r = quote(list(output_size = 2)),
    python = "output_size = 2",
    input = c(2, 4, 5, 6, 2)
  ),
  list(
    fun = "layer_adaptive_average_pooling_1d",
    class = "AdaptiveAveragePooling1D",
    r = quote(list(output_size = 3)),
    python = "output_size = 3",
    input = c(2, 7, 3)
  ),
  list(
    fun = "layer_adaptive_average_pooling_2d",
    class = "AdaptiveAveragePooling2D",
    r = quote(list(output_size = c(2, 3))),
    python = "output_size=(2, 3)",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_adaptive_average_pooling_3d",
    class = "AdaptiveAveragePooling3D",
    r = quote(list(output_size = 2)),
    python = "output_size = 2",
    input = c(2, 4, 5, 6, 2)
  ),
  list(
    fun = "layer_category_encoding",
    class = "CategoryEncoding",
    r = quote(list(num_tokens = 4)),
    python = "num_tokens=4",
    data = quote(matrix(c(0L, 1L, 3L, 2L, 2L, 0L), 3))
  ),
  list(
    fun = "layer_category_encoding",
    class = "CategoryEncoding",
    r = quote(list(num_tokens = 5, output_mode = "one_hot")),
    python = "num_tokens=5, output_mode=\"one_hot\"",
    data = quote(matrix(c(4L, 1L, 3L), 3))
  ),
  list(
    fun = "layer_category_encoding",
    class = "CategoryEncoding",
    r = quote(list(4, "count")),
    python = "4, \"count\"",
    data = quote(matrix(c(0L, 1L, 3L, 2L, 2L, 3L), 3))
  ),
  list(
    fun = "layer_discretization",
    class = "Discretization",
    r = quote(list(bin_boundaries = c(-0.25, 0, 0.25))),
    python = "bin_boundaries=[-0.25, 0.0, 0.25]",
    input = c(2, 5)
  ),
  list(
    fun = "layer_discretization",
    class = "Discretization",
    r = quote(list(bin_boundaries = 0, output_mode = "one_hot", dtype = "float32")),
    python = "bin_boundaries=[0.0], output_mode=\"one_hot\", dtype=\"float32\"",
    input = c(4, 1)
  ),
  list(
    fun = "layer_discretization",
    class = "Discretization",
    r = quote(list(c(-0.1, 0.1), output_mode = "count")),
    python = "[-0.1, 0.1], output_mode=\"count\"",
    input = c(2, 5)
  ),
  list(
    fun = "layer_hashed_crossing",
    class = "HashedCrossing",
    r = quote(list(num_bins = 7)),
    python = "num_bins=7",
    data = quote(list(matrix(c(1L, 2L, 3L)), matrix(c(4L, 4L, 5L))))
  ),
  list(
    fun = "layer_hashed_crossing",
    class = "HashedCrossing",
    r = quote(list(5, output_mode = "one_hot", dtype = "float32")),
    python = "5, output_mode=\"one_hot\", dtype=\"float32\"",
    data = quote(list(matrix(c(1L, 2L, 3L)), matrix(c(4L, 4L, 5L))))
  ),
  list(
    fun = "layer_hashing",
    class = "Hashing",
    r = quote(list(num_bins = 5)),
    python = "num_bins=5",
    data = quote(matrix(1:6, 3))
  ),
  list(
    fun = "layer_hashing",
    class = "Hashing",
    r = quote(list(num_bins = 6, mask_value = 2, salt = c(133, 137), output_mode = "multi_hot")),
    python = "num_bins=6, mask_value=2, salt=[133, 137], output_mode=\"multi_hot\"",
    data = quote(matrix(1:6, 3))
  ),
  list(
    fun = "layer_hashing",
    class = "Hashing",
    r = quote(list(4, salt = 17, output_mode = "one_hot")),
    python = "4, salt=17, output_mode=\"one_hot\"",
    data = quote(matrix(1:3))
  ),
  list(
    fun = "layer_hashing",
    class = "Hashing",
    r = quote(list(5, mask_value = "", output_mode = "count")),
    python = "5, mask_value=\"\", output_mode=\"count\"",
    data = quote(array(c("a", "b", "", "a"), c(2, 2))),
    backends = list("tensorflow")
  ),
  list(
    fun = "layer_integer_lookup",
    class = "IntegerLookup",
    r = quote(list(vocabulary = c(12, 36, 42))),
    python = "vocabulary=[12, 36, 42]",
    data = quote(matrix(c(12L, 42L, 7L, 36L), 2))
  ),
  list(
    fun = "layer_integer_lookup",
    class = "IntegerLookup",
    r = quote(list(vocabulary = c(12, 36), num_oov_indices = 2, mask_token = 0, oov_token = -2, oov_method = "farmhash", salt = 3)),
    python = "vocabulary=[12, 36], num_oov_indices=2, mask_token=0, oov_token=-2, oov_method=\"farmhash\", salt=3",
    data = quote(matrix(c(12L, 42L, 0L, 36L), 2))
  ),
  list(
    fun = "layer_integer_lookup",
    class = "IntegerLookup",
    r = quote(list(max_tokens = 5, vocabulary = c(12, 36, 42), idf_weights = c(0.25, 0.5, 0.75), output_mode = "tf_idf", pad_to_max_tokens = TRUE)),
    python = "max_tokens=5, vocabulary=[12, 36, 42], idf_weights=[0.25, 0.5, 0.75], output_mode=\"tf_idf\", pad_to_max_tokens=True",
    data = quote(matrix(c(12L, 42L, 7L, 36L), 2))
  ),
  list(
    fun = "layer_integer_lookup",
    class = "IntegerLookup",
    r = quote(list(vocabulary = c(12, 36, 42), invert = TRUE)),
    python = "vocabulary=[12, 36, 42], invert=True",
    data = quote(matrix(c(1L, 3L, 0L, 2L), 2))
  ),
  list(
    fun = "layer_string_lookup",
    class = "StringLookup",
    r = quote(list(vocabulary = c("a", "b", "c"))),
    python = "vocabulary=[\"a\", \"b\", \"c\"]",
    data = quote(array(c("a", "c", "x", "b"), c(2, 2))),
    backends = list("tensorflow")
  ),
  list(
    fun = "layer_string_lookup",
    class = "StringLookup",
    r = quote(list(vocabulary = c("a", "b"), num_oov_indices = 2, mask_token = "", oov_token = "?", salt = c(3, 4), encoding = "utf-8")),
    python = "vocabulary=[\"a\", \"b\"], num_oov_indices=2, mask_token=\"\", oov_token=\"?\", salt=[3, 4], encoding=\"utf-8\"",
    data = quote(array(c("a", "", "x", "b"), c(2, 2))),
    backends = list("tensorflow")
  ),
  list(
    fun = "layer_string_lookup",
    class = "StringLookup",
    r = quote(list(max_tokens = 5, vocabulary = c("a", "b"), idf_weights = c(0.25, 0.5), output_mode = "tf_idf", pad_to_max_tokens = TRUE, vocabulary_dtype = "string")),
    python = "max_tokens=5, vocabulary=[\"a\", \"b\"], idf_weights=[0.25, 0.5], output_mode=\"tf_idf\", pad_to_max_tokens=True",
    data = quote(array(c("a", "a", "x", "b"), c(2, 2))),
    backends = list("tensorflow")
  ),
  list(
    fun = "layer_text_vectorization",
    class = "TextVectorization",
    r = quote(list(vocabulary = c("a", "b", "c"), output_sequence_length = 3)),
    python = "vocabulary=[\"a\", \"b\", \"c\"], output_sequence_length=3",
    data = quote(array(c("A b!", "c x a b"), c(2, 1))),
    backends = list("tensorflow")
  ),
  list(
    fun = "layer_text_vectorization",
    class = "TextVectorization",
    r = quote(list(6, standardize = "lower", split = "character", ngrams = 2, output_mode = "count", pad_to_max_tokens = TRUE, vocabulary = c("a", "b", "a b"))),
    python = "6, standardize=\"lower\", split=\"character\", ngrams=2, output_mode=\"count\", pad_to_max_tokens=True, vocabulary=[\"a\", \"b\", \"a b\"]",
    data = quote(array(c("Ab", "ba"))),
    backends = list("tensorflow")
  ),
  list(
    fun = "layer_text_vectorization",
    class = "TextVectorization",
    r = quote(list(standardize = NULL, ngrams = c(1, 2), output_mode = "tf_idf", vocabulary = c("a", "a b"), idf_weights = c(0.25, 0.5), encoding = "utf-8")),
    python = "standardize=None, ngrams=(1, 2), output_mode=\"tf_idf\", vocabulary=[\"a\", \"a b\"], idf_weights=[0.25, 0.5], encoding=\"utf-8\"",
    data = quote(array(c("a b", "b a a"))),
    backends = list("tensorflow")
  ),
  list(
    fun = "layer_normalization",
    class = "Normalization",
    r = quote(list(mean = c(0.5, 1, -1), variance = c(1, 4, 0.25))),
    python = "mean=[0.5, 1.0, -1.0], variance=[1.0, 4.0, 0.25]",
    input = c(2, 3)
  ),
  list(
    fun = "layer_normalization",
    class = "Normalization",
    r = quote(list(axis = NULL, mean = 1, variance = 4, invert = TRUE)),
    python = "axis=None, mean=1.0, variance=4.0, invert=True",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_normalization",
    class = "Normalization",
    r = quote(list(axis = c(2, -1), mean = matrix(1:6 / 2, 2), variance = matrix(1:6, 2))),
    python = "axis=(1, -1), mean=np.array([[0.5, 1.5, 2.5], [1.0, 2.0, 3.0]]), variance=np.array([[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]])",
    input = c(2, 2, 4, 3)
  ),
  list(
    fun = "layer_normalization",
    class = "Normalization",
    r = quote(list()),
    python = "",
    input = c(2, 3)
  ),
  list(
    fun = "layer_lstm",
    class = "LSTM",
    r = quote(list(units = 3)),
    python = "units=3",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_lstm",
    class = "LSTM",
    r = quote(list(units = 3, activation = "relu", recurrent_activation = "hard_sigmoid", use_bias = FALSE, kernel_initializer = "he_normal", recurrent_initializer = "glorot_normal", bias_initializer = "ones", unit_forget_bias = FALSE, kernel_regularizer = "l1", recurrent_regularizer = "l2", bias_regularizer = "l2", activity_regularizer = "l1", kernel_constraint = "max_norm", recurrent_constraint = "unit_norm", bias_constraint = "non_neg", dropout = 0.25, recurrent_dropout = 0.5, seed = 7, return_sequences = TRUE, go_backwards = TRUE, unroll = TRUE, use_cudnn = FALSE)),
    python = "units=3, activation=\"relu\", recurrent_activation=\"hard_sigmoid\", use_bias=False, kernel_initializer=\"he_normal\", recurrent_initializer=\"glorot_normal\", bias_initializer=\"ones\", unit_forget_bias=False, kernel_regularizer=\"l1\", recurrent_regularizer=\"l2\", bias_regularizer=\"l2\", activity_regularizer=\"l1\", kernel_constraint=\"max_norm\", recurrent_constraint=\"unit_norm\", bias_constraint=\"non_neg\", dropout=0.25, recurrent_dropout=0.5, seed=7, return_sequences=True, go_backwards=True, unroll=True, use_cudnn=False",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_lstm",
    class = "LSTM",
    r = quote(list(units = 2, return_state = TRUE)),
    python = "units=2, return_state=True",
    input = c(2, 3, 2)
  ),
  list(
    fun = "layer_gru",
    class = "GRU",
    r = quote(list(units = 3)),
    python = "units=3",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_gru",
    class = "GRU",
    r = quote(list(units = 3, activation = "relu", recurrent_activation = "hard_sigmoid", use_bias = FALSE, kernel_initializer = "he_normal", recurrent_initializer = "glorot_normal", bias_initializer = "ones", kernel_regularizer = "l1", recurrent_regularizer = "l2", bias_regularizer = "l2", activity_regularizer = "l1", kernel_constraint = "max_norm", recurrent_constraint = "unit_norm", bias_constraint = "non_neg", dropout = 0.25, recurrent_dropout = 0.5, seed = 7, return_sequences = TRUE, go_backwards = TRUE, unroll = TRUE, reset_after = FALSE, use_cudnn = FALSE)),
    python = "units=3, activation=\"relu\", recurrent_activation=\"hard_sigmoid\", use_bias=False, kernel_initializer=\"he_normal\", recurrent_initializer=\"glorot_normal\", bias_initializer=\"ones\", kernel_regularizer=\"l1\", recurrent_regularizer=\"l2\", bias_regularizer=\"l2\", activity_regularizer=\"l1\", kernel_constraint=\"max_norm\", recurrent_constraint=\"unit_norm\", bias_constraint=\"non_neg\", dropout=0.25, recurrent_dropout=0.5, seed=7, return_sequences=True, go_backwards=True, unroll=True, reset_after=False, use_cudnn=False",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_gru",
    class = "GRU",
    r = quote(list(units = 2, return_state = TRUE)),
    python = "units=2, return_state=True",
    input = c(2, 3, 2)
  ),
  list(
    fun = "layer_simple_rnn",
    class = "SimpleRNN",
    r = quote(list(units = 3)),
    python = "units=3",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_simple_rnn",
    class = "SimpleRNN",
    r = quote(list(units = 3, activation = "relu", use_bias = FALSE, kernel_initializer = "he_normal", recurrent_initializer = "glorot_normal", bias_initializer = "ones", kernel_regularizer = "l1", recurrent_regularizer = "l2", bias_regularizer = "l2", activity_regularizer = "l1", kernel_constraint = "max_norm", recurrent_constraint = "unit_norm", bias_constraint = "non_neg", dropout = 0.25, recurrent_dropout = 0.5, return_sequences = TRUE, go_backwards = TRUE, unroll = TRUE, seed = 7)),
    python = "units=3, activation=\"relu\", use_bias=False, kernel_initializer=\"he_normal\", recurrent_initializer=\"glorot_normal\", bias_initializer=\"ones\", kernel_regularizer=\"l1\", recurrent_regularizer=\"l2\", bias_regularizer=\"l2\", activity_regularizer=\"l1\", kernel_constraint=\"max_norm\", recurrent_constraint=\"unit_norm\", bias_constraint=\"non_neg\", dropout=0.25, recurrent_dropout=0.5, return_sequences=True, go_backwards=True, unroll=True, seed=7",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_simple_rnn",
    class = "SimpleRNN",
    r = quote(list(units = 2, return_state = TRUE)),
    python = "units=2, return_state=True",
    input = c(2, 3, 2)
  ),
  list(
    fun = "layer_conv_lstm_1d",
    class = "ConvLSTM1D",
    r = quote(list(filters = 2, kernel_size = 3)),
    python = "filters=2, kernel_size=3",
    input = c(2, 3, 6, 2)
  ),
  list(
    fun = "layer_conv_lstm_1d",
    class = "ConvLSTM1D",
    r = quote(list(filters = 2, kernel_size = 2, strides = 2, padding = "same", data_format = "channels_last", activation = "relu", recurrent_activation = "hard_sigmoid", use_bias = FALSE, kernel_initializer = "he_normal", recurrent_initializer = "glorot_normal", bias_initializer = "ones", unit_forget_bias = FALSE, kernel_regularizer = "l1", recurrent_regularizer = "l2", bias_regularizer = "l2", activity_regularizer = "l1", kernel_constraint = "max_norm", recurrent_constraint = "unit_norm", bias_constraint = "non_neg", dropout = 0.25, recurrent_dropout = 0.5, seed = 7, return_sequences = TRUE, go_backwards = TRUE, unroll = TRUE)),
    python = "filters=2, kernel_size=2, strides=2, padding=\"same\", data_format=\"channels_last\", activation=\"relu\", recurrent_activation=\"hard_sigmoid\", use_bias=False, kernel_initializer=\"he_normal\", recurrent_initializer=\"glorot_normal\", bias_initializer=\"ones\", unit_forget_bias=False, kernel_regularizer=\"l1\", recurrent_regularizer=\"l2\", bias_regularizer=\"l2\", activity_regularizer=\"l1\", kernel_constraint=\"max_norm\", recurrent_constraint=\"unit_norm\", bias_constraint=\"non_neg\", dropout=0.25, recurrent_dropout=0.5, seed=7, return_sequences=True, go_backwards=True, unroll=True",
    input = c(2, 2, 6, 2)
  ),
  list(
    fun = "layer_conv_lstm_2d",
    class = "ConvLSTM2D",
    r = quote(list(filters = 2, kernel_size = c(2, 3), strides = c(1, 2), padding = "same", return_sequences = TRUE)),
    python = "filters=2, kernel_size=(2, 3), strides=(1, 2), padding=\"same\", return_sequences=True",
    input = c(2, 2, 4, 5, 2)
  ),
  list(
    fun = "layer_conv_lstm_2d",
    class = "ConvLSTM2D",
    r = quote(list(filters = 1, kernel_size = 2, dilation_rate = 2, return_state = TRUE)),
    python = "filters=1, kernel_size=2, dilation_rate=2, return_state=True",
    input = c(2, 2, 4, 5, 1)
  ),
  list(
    fun = "layer_conv_lstm_3d",
    class = "ConvLSTM3D",
    r = quote(list(filters = 2, kernel_size = c(2, 1, 3), use_bias = FALSE)),
    python = "filters=2, kernel_size=(2, 1, 3), use_bias=False",
    input = c(1, 2, 3, 2, 4, 1)
  ),
  list(
    fun = "layer_bidirectional",
    class = "Bidirectional",
    r = quote(list(layer = layer_gru(units = 2, name = "inner"), name = "same")),
    python = "layer=keras.layers.GRU(2, name=\"inner\"), name=\"same\"",
    input = c(2, 3, 2)
  ),
  list(
    fun = "layer_bidirectional",
    class = "Bidirectional",
    r = quote(list(layer = layer_lstm(units = 2, return_sequences = TRUE, name = "to"), merge_mode = "ave", weights = list(matrix(1, 1, 1), matrix(2, 1, 1)), backward_layer = layer_gru(units = 2, return_sequences = TRUE, go_backwards = TRUE, name = "fro"), name = "same")),
    python = "layer=keras.layers.LSTM(2, return_sequences=True, name=\"to\"), merge_mode=\"ave\", weights=[np.ones((1, 1)), np.ones((1, 1))], backward_layer=keras.layers.GRU(2, return_sequences=True, go_backwards=True, name=\"fro\"), name=\"same\"",
    input = c(2, 3, 2)
  ),
  list(
    fun = "layer_bidirectional",
    class = "Bidirectional",
    r = quote(list(layer = layer_simple_rnn(units = 2, name = "inner"), merge_mode = NULL, name = "same")),
    python = "layer=keras.layers.SimpleRNN(2, name=\"inner\"), merge_mode=None, name=\"same\"",
    input = c(2, 3, 2)
  ),
  list(
    fun = "layer_time_distributed",
    class = "TimeDistributed",
    r = quote(list(layer = layer_dense(units = 2, name = "inner"), name = "same")),
    python = "layer=keras.layers.Dense(2, name=\"inner\"), name=\"same\"",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_time_distributed",
    class = "TimeDistributed",
    r = quote(list(layer = layer_conv_2d(filters = 2, kernel_size = 2, name = "inner"), name = "same")),
    python = "layer=keras.layers.Conv2D(2, 2, name=\"inner\"), name=\"same\"",
    input = c(2, 3, 4, 3, 1)
  ),
  list(
    fun = "layer_rnn",
    class = "RNN",
    r = quote(list(cell = rnn_cell_simple(units = 3, name = "cell"), name = "same")),
    python = "cell=keras.layers.SimpleRNNCell(3, name=\"cell\"), name=\"same\"",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_rnn",
    class = "RNN",
    r = quote(list(cell = rnn_cells_stack(list(rnn_cell_lstm(units = 3, name = "below"), rnn_cell_gru(units = 2, name = "above")), name = "stack"), return_sequences = TRUE, go_backwards = TRUE, unroll = TRUE, zero_output_for_mask = TRUE, name = "same")),
    python = "cell=keras.layers.StackedRNNCells([keras.layers.LSTMCell(3, name=\"below\"), keras.layers.GRUCell(2, name=\"above\")], name=\"stack\"), return_sequences=True, go_backwards=True, unroll=True, zero_output_for_mask=True, name=\"same\"",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_rnn",
    class = "RNN",
    r = quote(list(cell = rnn_cell_lstm(units = 2, name = "cell"), return_state = TRUE, name = "same")),
    python = "cell=keras.layers.LSTMCell(2, name=\"cell\"), return_state=True, name=\"same\"",
    input = c(2, 3, 2)
  ),
  list(
    fun = "rnn_cell_lstm",
    class = "LSTMCell",
    r = quote(list(units = 3)),
    python = "units=3",
    data = quote(list(feature_maps(c(2, 4)) / 4, list(feature_maps(c(2, 3)) / 4, feature_maps(c(2, 3), 2) / 4))),
    spread = TRUE
  ),
  list(
    fun = "rnn_cell_lstm",
    class = "LSTMCell",
    r = quote(list(units = 3, activation = "relu", recurrent_activation = "hard_sigmoid", use_bias = FALSE, kernel_initializer = "he_normal", recurrent_initializer = "glorot_normal", bias_initializer = "ones", unit_forget_bias = FALSE, kernel_regularizer = "l1", recurrent_regularizer = "l2", bias_regularizer = "l2", kernel_constraint = "max_norm", recurrent_constraint = "unit_norm", bias_constraint = "non_neg", dropout = 0.25, recurrent_dropout = 0.5, seed = 7)),
    python = "units=3, activation=\"relu\", recurrent_activation=\"hard_sigmoid\", use_bias=False, kernel_initializer=\"he_normal\", recurrent_initializer=\"glorot_normal\", bias_initializer=\"ones\", unit_forget_bias=False, kernel_regularizer=\"l1\", recurrent_regularizer=\"l2\", bias_regularizer=\"l2\", kernel_constraint=\"max_norm\", recurrent_constraint=\"unit_norm\", bias_constraint=\"non_neg\", dropout=0.25, recurrent_dropout=0.5, seed=7",
    data = quote(list(feature_maps(c(2, 4)) / 4, list(feature_maps(c(2, 3)) / 4, feature_maps(c(2, 3), 2) / 4))),
    spread = TRUE
  ),
  list(
    fun = "rnn_cell_gru",
    class = "GRUCell",
    r = quote(list(units = 3)),
    python = "units=3",
    data = quote(list(feature_maps(c(2, 4)) / 4, feature_maps(c(2, 3)) / 4)),
    spread = TRUE
  ),
  list(
    fun = "rnn_cell_gru",
    class = "GRUCell",
    r = quote(list(units = 3, activation = "relu", recurrent_activation = "hard_sigmoid", use_bias = FALSE, kernel_initializer = "he_normal", recurrent_initializer = "glorot_normal", bias_initializer = "ones", kernel_regularizer = "l1", recurrent_regularizer = "l2", bias_regularizer = "l2", kernel_constraint = "max_norm", recurrent_constraint = "unit_norm", bias_constraint = "non_neg", dropout = 0.25, recurrent_dropout = 0.5, reset_after = FALSE, seed = 7)),
    python = "units=3, activation=\"relu\", recurrent_activation=\"hard_sigmoid\", use_bias=False, kernel_initializer=\"he_normal\", recurrent_initializer=\"glorot_normal\", bias_initializer=\"ones\", kernel_regularizer=\"l1\", recurrent_regularizer=\"l2\", bias_regularizer=\"l2\", kernel_constraint=\"max_norm\", recurrent_constraint=\"unit_norm\", bias_constraint=\"non_neg\", dropout=0.25, recurrent_dropout=0.5, reset_after=False, seed=7",
    data = quote(list(feature_maps(c(2, 4)) / 4, feature_maps(c(2, 3)) / 4)),
    spread = TRUE
  ),
  list(
    fun = "rnn_cell_simple",
    class = "SimpleRNNCell",
    r = quote(list(units = 3)),
    python = "units=3",
    data = quote(list(feature_maps(c(2, 4)) / 4, feature_maps(c(2, 3)) / 4)),
    spread = TRUE
  ),
  list(
    fun = "rnn_cell_simple",
    class = "SimpleRNNCell",
    r = quote(list(units = 3, activation = "relu", use_bias = FALSE, kernel_initializer = "he_normal", recurrent_initializer = "glorot_normal", bias_initializer = "ones", kernel_regularizer = "l1", recurrent_regularizer = "l2", bias_regularizer = "l2", kernel_constraint = "max_norm", recurrent_constraint = "unit_norm", bias_constraint = "non_neg", dropout = 0.25, recurrent_dropout = 0.5, seed = 7)),
    python = "units=3, activation=\"relu\", use_bias=False, kernel_initializer=\"he_normal\", recurrent_initializer=\"glorot_normal\", bias_initializer=\"ones\", kernel_regularizer=\"l1\", recurrent_regularizer=\"l2\", bias_regularizer=\"l2\", kernel_constraint=\"max_norm\", recurrent_constraint=\"unit_norm\", bias_constraint=\"non_neg\", dropout=0.25, recurrent_dropout=0.5, seed=7",
    data = quote(list(feature_maps(c(2, 4)) / 4, feature_maps(c(2, 3)) / 4)),
    spread = TRUE
  ),
  list(
    fun = "rnn_cells_stack",
    class = "StackedRNNCells",
    r = quote(list(cells = list(rnn_cell_simple(units = 3, name = "below"), rnn_cell_gru(units = 2, name = "above")), name = "same")),
    python = "cells=[keras.layers.SimpleRNNCell(3, name=\"below\"), keras.layers.GRUCell(2, name=\"above\")], name=\"same\"",
    data = quote(list(feature_maps(c(2, 4)) / 4, list(feature_maps(c(2, 3)) / 4, feature_maps(c(2, 2)) / 4))),
    spread = TRUE
  ),
  list(
    fun = "layer_dropout",
    class = "Dropout",
    r = quote(list(0.5)),
    python = "0.5",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_dropout",
    class = "Dropout",
    r = quote(list(rate = 0.25, noise_shape = c(NA, 1, 4), seed = 7)),
    python = "rate=0.25, noise_shape=(None, 1, 4), seed=7",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_alpha_dropout",
    class = "AlphaDropout",
    r = quote(list(0.5)),
    python = "0.5",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_alpha_dropout",
    class = "AlphaDropout",
    r = quote(list(rate = 0.25, noise_shape = c(NA, 1, 4), seed = 7)),
    python = "rate=0.25, noise_shape=(None, 1, 4), seed=7",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_gaussian_dropout",
    class = "GaussianDropout",
    r = quote(list(0.5)),
    python = "0.5",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_gaussian_dropout",
    class = "GaussianDropout",
    r = quote(list(rate = 0.25, seed = 7)),
    python = "rate=0.25, seed=7",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_gaussian_noise",
    class = "GaussianNoise",
    r = quote(list(0.5)),
    python = "0.5",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_gaussian_noise",
    class = "GaussianNoise",
    r = quote(list(stddev = 0.25, seed = 7)),
    python = "stddev=0.25, seed=7",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_activity_regularization",
    class = "ActivityRegularization",
    r = quote(list()),
    python = "",
    input = c(2, 3)
  ),
  list(
    fun = "layer_activity_regularization",
    class = "ActivityRegularization",
    r = quote(list(l1 = 0.5, l2 = 0.25)),
    python = "l1=0.5, l2=0.25",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_flatten",
    class = "Flatten",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_flatten",
    class = "Flatten",
    r = quote(list(data_format = "channels_first")),
    python = "data_format=\"channels_first\"",
    input = c(2, 3, 2, 4)
  ),
  list(
    fun = "layer_reshape",
    class = "Reshape",
    r = quote(list(target_shape = c(2, 6))),
    python = "target_shape=(2, 6)",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_reshape",
    class = "Reshape",
    r = quote(list(c(NA, 6))),
    python = "(-1, 6)",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_reshape",
    class = "Reshape",
    r = quote(list(target_shape = 12)),
    python = "target_shape=(12,)",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_permute",
    class = "Permute",
    r = quote(list(c(2, 1))),
    python = "(2, 1)",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_permute",
    class = "Permute",
    r = quote(list(dims = c(2, 3, 1))),
    python = "dims=(2, 3, 1)",
    input = c(2, 3, 4, 5)
  ),
  list(
    fun = "layer_repeat_vector",
    class = "RepeatVector",
    r = quote(list(n = 3)),
    python = "n = 3",
    input = c(2, 4)
  ),
  list(
    fun = "layer_repeat_vector",
    class = "RepeatVector",
    r = quote(list(1)),
    python = "1",
    input = c(2, 4)
  ),
  list(
    fun = "layer_cropping_1d",
    class = "Cropping1D",
    r = quote(list()),
    python = "",
    input = c(2, 6, 3)
  ),
  list(
    fun = "layer_cropping_1d",
    class = "Cropping1D",
    r = quote(list(cropping = c(0, 2))),
    python = "cropping=(0, 2)",
    input = c(2, 6, 3)
  ),
  list(
    fun = "layer_cropping_1d",
    class = "Cropping1D",
    r = quote(list(2)),
    python = "2",
    input = c(2, 6, 3)
  ),
  list(
    fun = "layer_cropping_2d",
    class = "Cropping2D",
    r = quote(list()),
    python = "",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_cropping_2d",
    class = "Cropping2D",
    r = quote(list(cropping = c(0, 1))),
    python = "cropping=(0, 1)",
    input = c(2, 6, 5, 3)
  ),
  list(
    fun = "layer_cropping_2d",
    class = "Cropping2D",
    r = quote(list(list(c(1, 0), c(1, 2)), data_format = "channels_first")),
    python = "((1, 0), (1, 2)), data_format=\"channels_first\"",
    input = c(2, 3, 4, 5)
  ),
  list(
    fun = "layer_cropping_3d",
    class = "Cropping3D",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4, 5, 2)
  ),
  list(
    fun = "layer_cropping_3d",
    class = "Cropping3D",
    r = quote(list(cropping = c(0, 1, 2))),
    python = "cropping=(0, 1, 2)",
    input = c(2, 3, 4, 5, 2)
  ),
  list(
    fun = "layer_cropping_3d",
    class = "Cropping3D",
    r = quote(list(list(c(1, 0), c(1, 2), c(0, 1)), data_format = "channels_first")),
    python = "((1, 0), (1, 2), (0, 1)), data_format=\"channels_first\"",
    input = c(2, 2, 3, 4, 5)
  ),
  list(
    fun = "layer_zero_padding_1d",
    class = "ZeroPadding1D",
    r = quote(list()),
    python = "",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_zero_padding_1d",
    class = "ZeroPadding1D",
    r = quote(list(padding = c(0, 2), data_format = "channels_first")),
    python = "padding=(0, 2), data_format=\"channels_first\"",
    input = c(2, 3, 4)
  ),
  list(
    fun = "layer_zero_padding_2d",
    class = "ZeroPadding2D",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4, 3)
  ),
  list(
    fun = "layer_zero_padding_2d",
    class = "ZeroPadding2D",
    r = quote(list(padding = c(0, 1))),
    python = "padding=(0, 1)",
    input = c(2, 3, 4, 3)
  ),
  list(
    fun = "layer_zero_padding_2d",
    class = "ZeroPadding2D",
    r = quote(list(list(c(1, 0), c(1, 2)), data_format = "channels_first")),
    python = "((1, 0), (1, 2)), data_format=\"channels_first\"",
    input = c(2, 3, 4, 5)
  ),
  list(
    fun = "layer_zero_padding_3d",
    class = "ZeroPadding3D",
    r = quote(list()),
    python = "",
    input = c(2, 2, 3, 4, 2)
  ),
  list(
    fun = "layer_zero_padding_3d",
    class = "ZeroPadding3D",
    r = quote(list(padding = 2)),
    python = "padding=2",
    input = c(2, 2, 3, 4, 2)
  ),
  list(
    fun = "layer_zero_padding_3d",
    class = "ZeroPadding3D",
    r = quote(list(list(c(1, 0), c(1, 2), c(0, 1)), data_format = "channels_first")),
    python = "((1, 0), (1, 2), (0, 1)), data_format=\"channels_first\"",
    input = c(2, 2, 3, 4, 5)
  ),
  list(
    fun = "layer_upsampling_1d",
    class = "UpSampling1D",
    r = quote(list()),
    python = "",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_upsampling_1d",
    class = "UpSampling1D",
    r = quote(list(size = 3)),
    python = "size = 3",
    input = c(2, 4, 3)
  ),
  list(
    fun = "layer_upsampling_2d",
    class = "UpSampling2D",
    r = quote(list()),
    python = "",
    input = c(2, 3, 4, 3)
  ),
  list(
    fun = "layer_upsampling_2d",
    class = "UpSampling2D",
    r = quote(list(size = c(2, 1), data_format = "channels_first")),
    python = "size=(2, 1), data_format=\"channels_first\"",
    input = c(2, 3, 4, 2)
  ),
  list(
    fun = "layer_upsampling_2d",
    class = "UpSampling2D",
    r = quote(list(size = 2, data_format = "channels_last", interpolation = "bilinear")),
    python = "size=2, data_format=\"channels_last\", interpolation=\"bilinear\"",
    input = c(2, 3, 4, 3)
  ),
  list(
    fun = "layer_upsampling_3d",
    class = "UpSampling3D",
    r = quote(list()),
    python = "",
    input = c(2, 2, 3, 4, 2)
  ),
  list(
    fun = "layer_upsampling_3d",
    class = "UpSampling3D",
    r = quote(list(size = c(1, 2, 3), data_format = "channels_first")),
    python = "size=(1, 2, 3), data_format=\"channels_first\"",
    input = c(2, 2, 2, 3, 4)
  )
)
# nolint end
