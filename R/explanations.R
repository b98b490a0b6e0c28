# Which explanation of shapes belongs to which operation: by the `fit` of its description.

explanations <- list(
  along = explain_along,
  attention = explain_attention,
  blocks = explain_blocks,
  blocks_split = function(shapes, args) explain_blocks(shapes, args, split = TRUE),
  broadcast = explain_broadcast,
  classes = explain_classes,
  concatenate = explain_concatenation,
  conv = function(shapes, args) explain_convolution(shapes, args, groups = TRUE),
  counted = explain_counted,
  cross = explain_cross,
  deep = function(shapes, args) {
    explain_concatenation(shapes, args, function(shape) {
      switch(min(length(shape), 3L), c(1L, shape, 1L), c(shape, 1L), shape)
    })
  },
  depthwise = explain_convolution,
  diagonal = function(shapes, args) explain_rank(shapes, names(shapes)[[1L]], 1:2),
  equations = explain_equations,
  filled = function(shapes, args) explain_target(shapes, args, of = "fill_value"),
  filled_like = function(shapes, args) {
    explain_target(shapes, args, target = shapes$x, of = "fill_value")
  },
  fold = explain_fold,
  inner = explain_inner,
  least_squares = function(shapes, args) explain_equations(shapes, args, square = FALSE),
  matmul = explain_product,
  matrix = explain_matrix,
  norm = explain_norm,
  pairs = explain_pairs,
  parts = explain_parts,
  parts_1 = function(shapes, args) explain_parts(shapes, args, 0L),
  parts_2 = function(shapes, args) {
    explain_parts(shapes, args, if (length(shapes$x) > 1L) 1L else 0L)
  },
  parts_3 = function(shapes, args) explain_parts(shapes, args, 2L),
  plane = explain_plane,
  repeats = explain_repeats,
  reshape = explain_reshape,
  rows = function(shapes, args) {
    explain_concatenation(shapes, args, function(shape) {
      if (length(shape) == 1L) c(1L, shape) else shape
    })
  },
  same = function(shapes, args) explain_same(shapes[1:2]),
  scatter = explain_scatter,
  select = explain_select,
  separable = explain_separable,
  sequences = explain_sequences,
  square = explain_square,
  squeeze = explain_squeeze,
  stack = explain_same,
  statistics = explain_statistics,
  subscripts = explain_subscripts,
  target = explain_target,
  tensordot = explain_tensordot,
  top_k = explain_top_k,
  transposed = function(shapes, args) explain_convolution(shapes, args, input = 1L),
  vector = function(shapes, args) explain_rank(shapes, names(shapes)[[1L]], 1L),
  vectors = function(shapes, args) {
    explain_rank(shapes, names(shapes)[order(lengths(shapes) == 1L)][[1L]], 1L)
  },
  unfold = explain_unfold,
  weights = explain_weights,
  whole = explain_whole,
  within = explain_within,
  within_kth = explain_kth,
  unstacked = function(shapes, args) explain_unstacked(shapes, args)
)
