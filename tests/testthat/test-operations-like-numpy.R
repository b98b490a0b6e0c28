skip_without_keras()

# What operations compute of R's values, beside NumPy: where the backends of Keras differ, the
# call in Python on the same backend would not show it. Each value has one name in R and in Python.
special <- c(-2, -0.5, 0, 1, 2.5, Inf, -Inf, NaN)
values <- list(
  # Halves, whose rounding differs, both zeros, what is infinite and what is no number; all pairs.
  e = c(-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 0, -0, 1, 0.25, -3.75, Inf, -Inf, NaN),
  s = rep(special, 8),
  t = rep(special, each = 8),
  x = rbind(c(-1.5, 0, 0.75), c(-0.5, 0.25, 2)),
  y = rbind(c(2, -0.5, 0.75), c(-2, 4, 0.5)),
  p = rbind(c(0.1, 1, 4), c(0.5, 2, 8)),
  n = rbind(c(NaN, 2, 3), c(1, NaN, 6)),
  # Equal elements.
  q = rbind(c(2, 1, 2, 1, 3), c(3, 3, 1, 0, 3)),
  i = rbind(c(-7L, 0L, 5L), c(-1L, 2L, 6L)),
  j = rbind(c(2L, 4L, -3L), c(1L, 3L, 5L)),
  k = c(3L, 1L, 2L),
  b = rbind(c(TRUE, FALSE, TRUE), c(TRUE, TRUE, TRUE)),
  d = rbind(c(FALSE, FALSE, TRUE), c(FALSE, TRUE, TRUE)),
  a = array(c(4, 2, 1, 1, 2, 0, 3, 5, -1, 6, 0.5, 7), c(2, 3, 2)),
  # Of some one part is 0, or NaN.
  z = rbind(c(0, 1i, 2), complex(real = c(1, NaN, 1), imaginary = c(1, 1, NaN))),
  o = rbind(c(0, 1i, 0), c(1i, 1 + 1i, 2)),
  m = rbind(c(4, 1, 0.5), c(1, 3, -1), c(0.5, -1, 2)),
  r = rbind(c(1, 4), c(2, 5), c(3, 7)),
  v = c(1, -2, 0.5),
  w = c(4, -1, 3)
)

# NumPy's function of the same name, of each of these.
each <- function(functions, ..., module = "") {
  calls <- unlist(lapply(c(...), function(args) sprintf("%s(%s)", functions, args)))
  stats::setNames(paste0("np.", module, calls), paste0("op_", calls))
}

# Along an axis, counted from 1 in R and from 0 there; of all elements and along several axes.
of_axis <- function(functions, arg) {
  c(
    stats::setNames(sprintf("np.%s(%s, axis=1)", functions, arg),
                    sprintf("op_%s(%s, axis = 2)", functions, arg)),
    stats::setNames(sprintf("np.%s(%s, axis=-2)", functions, arg),
                    sprintf("op_%s(%s, axis = -2)", functions, arg))
  )
}

of_axes <- function(functions, arg) {
  c(
    each(functions, arg),
    stats::setNames(sprintf("np.%s(%s, axis=0, keepdims=True)", functions, arg),
                    sprintf("op_%s(%s, axis = 1, keepdims = TRUE)", functions, arg)),
    stats::setNames(sprintf("np.%s(%s, axis=(0, -1))", functions, arg),
                    sprintf("op_%s(%s, axis = c(1, -1))", functions, arg))
  )
}

methods <- c("linear", "lower", "higher", "midpoint", "nearest")

elementwise <- c(
  each(
    c("sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh",
      "arccosh", "arctanh", "deg2rad", "rad2deg", "negative", "reciprocal", "square", "exp",
      "exp2", "expm1", "log", "log10", "log2", "log1p", "sqrt", "cbrt", "sinc", "abs", "fabs",
      "sign", "signbit", "ceil", "floor", "trunc", "round", "isfinite", "isinf", "isnan",
      "isposinf", "isneginf", "isreal", "logical_not"),
    "e"
  ),
  each(c("sin", "sqrt", "exp", "sign", "abs", "negative", "square", "round", "isnan", "isfinite",
    "logical_not", "cbrt", "bitwise_not"), "i"),
  each(c("isnan", "logical_not"), "b"), each(c("isnan", "isinf", "isfinite"), "z"),
  each(
    c("add", "subtract", "multiply", "divide", "mod", "fmod", "power", "arctan2", "hypot",
      "logaddexp", "logaddexp2", "equal", "not_equal", "less", "less_equal", "greater",
      "greater_equal", "maximum", "minimum", "fmax", "fmin", "logical_and", "logical_or",
      "logical_xor", "heaviside", "isclose", "allclose"),
    "s, t"
  ),
  each(c("add", "maximum", "isclose", "heaviside"), "x, v"),
  each(c("nextafter", "floor_divide"), "x, y"),
  each(
    c("add", "subtract", "multiply", "divide", "true_divide", "floor_divide", "mod", "fmod",
      "equal", "less", "maximum", "minimum", "logical_and", "gcd", "lcm", "bitwise_and",
      "bitwise_or", "bitwise_xor", "arctan2", "heaviside"),
    "i, j"
  ),
  each(c("add", "divide", "mod", "power"), "i, v"),
  each(c("logical_and", "logical_or", "logical_xor", "equal"), "b, d"),
  each(c("logical_and", "logical_or", "logical_xor"), "z, o", "o, b"), each("logical_not", "o"),
  each(c("maximum", "minimum", "fmax", "fmin"), "b, d"), each("maximum", "b, i"),
  "op_pmax(b, d)" = "b | d", "op_pmin(b, d)" = "b & d", "op_sign(b)" = "b.astype(int)",
  "op_hypot(b, d)" = "np.hypot(b, d, dtype='float32')",
  "op_array(o) & TRUE" = "o != 0", "op_array(o) | FALSE" = "o != 0", "!op_array(o)" = "o == 0",
  "op_cast(o, 'bool')" = "o != 0",
  each("left_shift", "j, k"), each("right_shift", "i, k"), each("ldexp", "x, j"), each("i0", "x"),
  "op_round(p, 1)" = "np.round(p, 1)", "op_round(e * 10, -1)" = "np.round(e * 10, -1)",
  "op_clip(e, -1, 0.5)" = "np.clip(e, -1, 0.5)", "op_clip(i, -1, 3)" = "np.clip(i, -1, 3)",
  "op_clip(i, -1.5, 3)" = "np.clip(i, -1.5, 3)",
  "op_nan_to_num(e, nan = 1, posinf = 2, neginf = 3)" = "np.nan_to_num(e, True, 1, 2, 3)",
  "op_reciprocal(k)" = "1 / k", "op_rsqrt(p)" = "1 / np.sqrt(p)",
  "op_divide_no_nan(x, c(0, 2, 0))" = "x * [0, 0.5, 0]",
  "op_erf(x)" = "np.vectorize(math.erf)(x)", "op_erfc(x)" = "np.vectorize(math.erfc)(x)",
  "op_erfinv(x / 2.5)" =
    "np.vectorize(statistics.NormalDist().inv_cdf)((x / 2.5 + 1) / 2) / 2 ** 0.5",
  "op_pmax(x, y)" = "np.maximum(x, y)", "op_pmin(x, y)" = "np.minimum(x, y)"
)

reductions <- c(
  of_axes(c("sum", "prod", "mean", "max", "min", "ptp", "all", "any", "var", "std", "median"), "a"),
  of_axes(c("all", "any"), "o"),
  of_axes(c("nansum", "nanprod", "nanmean", "nanvar", "nanstd"), "z"),
  of_axis(c("nancumsum", "nancumprod"), "z"),
  "sum(op_array(z), na.rm = TRUE)" = "np.nansum(z)",
  "prod(op_array(z), na.rm = TRUE)" = "np.nanprod(z)",
  "mean(op_array(z), na.rm = TRUE)" = "np.nanmean(z)",
  "any(op_array(o), axis = 1)" = "o.any(0)",
  of_axes(c("nansum", "nanprod", "nanmean", "nanmax", "nanmin", "nanstd", "nanmedian"), "n"),
  each(c("sum", "max", "mean", "all", "any", "amax", "amin", "count_nonzero", "cumsum", "cumprod"),
        "e"),
  each(c("sum", "prod", "mean", "max", "all", "count_nonzero", "var", "median", "cumsum",
    "cumprod", "average", "diff", "trapezoid", "nansum", "nanmean", "nancumsum"), "i"),
  each(c("sum", "mean", "all", "any", "count_nonzero", "cumsum"), "b"),
  each(c("nancumsum", "nancumprod"), "e"), of_axis(c("nancumsum", "nancumprod"), "n"),
  of_axis(c("cumsum", "cumprod", "diff", "trapezoid", "count_nonzero", "average"), "a"),
  "op_count_nonzero(a, c(1, 2))" = "np.count_nonzero(a, (0, 1))",
  "op_average(x, axis = 2, weights = k)" = "np.average(x, 1, k)",
  "op_average(x, 1, p)" = "np.average(x, 0, p)",
  "op_average(x, 1, weights = x[, 1])" = "np.average(x, 0, x[:, 0])",
  "op_average(x, weights = p)" = "np.average(x, None, p)",
  "op_logsumexp(x)" = "np.log(np.exp(x).sum())", "op_logsumexp(x * 500, 1)" = "x.max(0) * 500",
  "op_diff(x, n = 2)" = "np.diff(x, 2)",
  "op_trapezoid(x, p, axis = 1)" = "np.trapezoid(x, p, axis=0)",
  "op_trapezoid(x, c(0, 3), axis = -2)" = "np.trapezoid(x, [0, 3], axis=0)",
  "op_trapezoid(x, dx = 0.5)" = "np.trapezoid(x, dx=0.5)",
  "op_max(x, initial = 1)" = "x.max(initial=1)",
  "op_min(x, 2, initial = -1)" = "x.min(1, initial=-1)",
  "op_prod(i, dtype = 'float32')" = "i.prod(dtype='float32')", "op_corrcoef(x)" = "np.corrcoef(x)",
  stats::setNames(
    sprintf("np.quantile(a, [0.1, 0.5, 1], axis=1, method='%s')", methods),
    sprintf("op_quantile(a, c(0.1, 0.5, 1), axis = 2, method = '%s')", methods)
  ),
  stats::setNames(
    sprintf("np.nanpercentile(n, 40, axis=0, method='%s')", methods),
    sprintf("op_nanpercentile(n, 40, axis = 1, method = '%s')", methods)
  ),
  "op_percentile(a, 75)" = "np.percentile(a, 75)", "op_quantile(e, 0.5)" = "np.quantile(e, 0.5)",
  "op_nanquantile(e, 0.4)" = "np.nanquantile(e, 0.4)",
  "op_median(q, 2, keepdims = TRUE)" = "np.median(q, 1, keepdims=True)"
)

sorting <- c(
  of_axis("sort", "a"), each("sort", "q", "i", "b", "e"),
  "op_argsort(q)" = "np.argsort(q, kind='stable') + 1",
  "op_argsort(a, axis = 1)" = "np.argsort(a, 0, kind='stable') + 1",
  "op_argsort(i)" = "np.argsort(i) + 1", "op_argsort(b)" = "np.argsort(b, kind='stable') + 1",
  "op_argsort(e)" = "np.argsort(e, kind='stable') + 1",
  stats::setNames(
    sprintf("np.%s + 1", c(
      "argmax(q, 1)", "argmin(q, 1)", "argmax(q)", "argmin(q)", "argmax(a, 0)", "argmin(a, 2)",
      "argmax(b, 1)",
      "argmin(b, 1)", "argmax(i)", "argmax(a, 1, keepdims=True)",
      "nanargmax(n, 1)", "nanargmin(n, 0)", "nanargmax(n)", "nanargmin(e)", "nanargmax(q, 1)"
    )),
    c(
      "op_argmax(q, 2)", "op_argmin(q, 2)", "op_argmax(q)", "op_argmin(q)", "op_argmax(a, 1)",
      "op_argmin(a, 3)", "op_argmax(b, 2)", "op_argmin(b, 2)", "op_argmax(i)",
      "op_argmax(a, 2, keepdims = TRUE)", "op_nanargmax(n, 2)", "op_nanargmin(n, 1)",
      "op_nanargmax(n)",
      "op_nanargmin(e)", "op_nanargmax(q, 2)"
    )
  ),
  "op_top_k(q, 3)$values" = "-np.sort(-q)[:, :3]",
  "op_top_k(y, 2)$indices" = "np.argsort(-y)[:, :2] + 1",
  "op_sort(op_take(v, op_argpartition(v, 2)))" = "np.sort(v)",
  "op_searchsorted(c(1, 3, 3, 5), v * 3 + 3)" = "np.searchsorted([1, 3, 3, 5], v * 3 + 3) + 1",
  "op_searchsorted(c(1, 3, 3, 5), w, side = 'right')" =
    "np.searchsorted([1, 3, 3, 5], w, 'right') + 1",
  "op_digitize(x, c(-1, 0, 0.25))" = "np.digitize(x, [-1, 0, 0.25]) + 1",
  "op_bincount(k)" = "np.bincount(k)",
  "op_bincount(k, weights = w, minlength = 6)" = "np.bincount(k, w, 6)",
  "op_histogram(op_ravel(q), 4)[[1]]" = "np.histogram(q, 4)[0]",
  "op_histogram(op_ravel(q), 4)[[2]]" = "np.histogram(q, 4)[1]",
  "op_histogram(op_ravel(q), 3, range = c(1, 2.5))[[1]]" = "np.histogram(q, 3, (1, 2.5))[0]",
  "op_isin(i, k)" = "np.isin(i, k)", "op_unique(q)" = "np.unique(q)",
  "op_nonzero(x)" = "np.argwhere(x) + 1", "op_nonzero(o)" = "np.argwhere(o) + 1",
  "op_count_nonzero(x, 1)" = "np.count_nonzero(x, 0)"
)

shapes <- c(
  each(c("ravel", "transpose", "flip", "flipud", "fliplr", "rot90"), "a"), each("transpose", "b"),
  of_axis(c("flip", "expand_dims"), "a"), "op_squeeze(op_take(a, 2L, axis = 3))" = "a[:, :, 1]",
  "op_reshape(a, c(2, 6))" = "a.reshape(2, 6)", "op_reshape(a, c(-1, 4))" = "a.reshape(-1, 4)",
  "op_transpose(a, c(2, 3, 1))" = "a.transpose(1, 2, 0)",
  "op_transpose(a, c(3, 1, 2))" = "a.transpose(2, 0, 1)",
  "op_swapaxes(a, 1, -1)" = "np.swapaxes(a, 0, -1)",
  "op_swapaxes(a, 2, 3)" = "np.swapaxes(a, 1, 2)",
  "op_moveaxis(a, 1, 3)" = "np.moveaxis(a, 0, 2)",
  "op_moveaxis(a, -1, 1)" = "np.moveaxis(a, -1, 0)",
  "op_moveaxis(a, c(1, 2), c(3, 1))" = "np.moveaxis(a, [0, 1], [2, 0])",
  "op_broadcast_to(v, c(2, 3))" = "np.broadcast_to(v, (2, 3))",
  "op_roll(a, 1)" = "np.roll(a, 1)", "op_roll(a, -2, axis = 2)" = "np.roll(a, -2, 1)",
  "op_roll(x, 4, axis = 1)" = "np.roll(x, 4, 0)",
  "op_roll(i, c(1, 2), c(1, 2))" = "np.roll(i, (1, 2), (0, 1))",
  "op_rot90(x, 3)" = "np.rot90(x, 3)", "op_rot90(a, 1, c(2, 3))" = "np.rot90(a, 1, (1, 2))",
  "op_rot90(a, -1, c(3, 1))" = "np.rot90(a, -1, (2, 0))", "op_rot90(x, 5)" = "np.rot90(x, 5)",
  "op_rot90(a, 2, c(2, 3))" = "np.rot90(a, 2, (1, 2))",
  "op_repeat(x, 2)" = "np.repeat(x, 2)",
  "op_repeat(x, c(1, 3), axis = 1)" = "np.repeat(x, [1, 3], 0)",
  "op_repeat(a, 2, axis = 3)" = "np.repeat(a, 2, 2)", "op_tile(x, 2)" = "np.tile(x, 2)",
  "op_tile(x, c(2, 1, 2))" = "np.tile(x, (2, 1, 2))", "op_tile(a, c(1, 2))" = "np.tile(a, (1, 2))",
  "op_pad(x, 1)" = "np.pad(x, 1)",
  "op_pad(x, list(c(0, 1), c(2, 0)))" = "np.pad(x, ((0, 1), (2, 0)))",
  "op_pad(i, list(c(0, 1), c(2, 0)), constant_values = 7)" =
    "np.pad(i, ((0, 1), (2, 0)), constant_values=7)",
  "op_pad(x, list(c(1, 0), c(1, 2)), 'reflect')" = "np.pad(x, ((1, 0), (1, 2)), 'reflect')",
  "op_pad(x, list(c(2, 0), c(1, 3)), 'symmetric')" = "np.pad(x, ((2, 0), (1, 3)), 'symmetric')",
  "op_concatenate(list(x, y), 2)" = "np.concatenate([x, y], 1)",
  "op_concatenate(list(x, i), -1)" = "np.concatenate([x, i], -1)",
  "op_stack(list(x, y), 3)" = "np.stack([x, y], 2)", "op_stack(list(x, y))" = "np.stack([x, y])",
  "op_stack(list(v, w), -1)" = "np.stack([v, w], -1)",
  stats::setNames(
    sprintf(
      "np.%s([%s, %s])", rep(c("hstack", "vstack", "dstack"), 3), rep(c("x", "v", "a"), each = 3),
      rep(c("y", "w", "a"), each = 3)
    ),
    sprintf(
      "op_%s(list(%s, %s))", rep(c("hstack", "vstack", "dstack"), 3),
      rep(c("x", "v", "a"), each = 3), rep(c("y", "w", "a"), each = 3)
    )
  ),
  each("append", "x, y", "x, v"), "op_append(x, y, axis = 1)" = "np.append(x, y, 0)",
  "op_split(a, 3, axis = 2)[[2]]" = "np.split(a, 3, 1)[1]",
  "op_split(q, c(2, 3), axis = 2)[[3]]" = "np.split(q, [2, 3], 1)[2]",
  "op_split(q, c(2, 3), axis = 2)[[1]]" = "np.split(q, [2, 3], 1)[0]",
  "op_array_split(q, 3, axis = 2)[[1]]" = "np.array_split(q, 3, 1)[0]",
  "op_array_split(q, 3, axis = 2)[[3]]" = "np.array_split(q, 3, 1)[2]",
  "op_hsplit(q, 5)[[2]]" = "np.hsplit(q, 5)[1]", "op_vsplit(q, 2)[[2]]" = "np.vsplit(q, 2)[1]",
  "op_dsplit(a, 2)[[2]]" = "np.dsplit(a, 2)[1]", "op_unstack(a, axis = 2)[[3]]" = "a[:, 2]",
  each(c("diag", "diagonal", "tril", "triu", "trace"), "x"), each(c("tril", "triu"), "a", "b"),
  each(c("diag", "diagflat", "vander"), "v"),
  "op_diag(x, 1)" = "np.diag(x, 1)", "op_diag(v, -1)" = "np.diag(v, -1)",
  "op_diag(m, -1)" = "np.diag(m, -1)",
  "op_diagonal(a, 1, 2, 3)" = "np.diagonal(a, 1, 1, 2)",
  "op_diagonal(a, 0, 3, 1)" = "np.diagonal(a, 0, 2, 0)",
  "op_tril(x, -1)" = "np.tril(x, -1)", "op_triu(x, 1)" = "np.triu(x, 1)",
  "op_trace(a, 0, 1, 3)" = "np.trace(a, 0, 0, 2)", "op_trace(m, -1)" = "np.trace(m, -1)",
  "op_vander(v, 4, TRUE)" = "np.vander(v, 4, True)", "op_eye(2, 3, 1)" = "np.eye(2, 3, 1)",
  "op_tri(2, 4, 1)" = "np.tri(2, 4, 1)", "op_identity(3)" = "np.identity(3)",
  "op_arange(1, 2, 0.25)" = "np.arange(1, 2.1, 0.25)",
  "op_linspace(0, 1, 5)" = "np.linspace(0, 1, 5)",
  "op_linspace(v, w, 4, endpoint = FALSE)" = "np.linspace(v, w, 4, endpoint=False)",
  "op_linspace(v, w, 4, axis = 2)" = "np.linspace(v, w, 4, axis=1)",
  "op_logspace(0, 2, 5)" = "np.logspace(0, 2, 5)",
  "op_geomspace(1, 8, 4)" = "np.geomspace(1, 8, 4)",
  "op_meshgrid(v, w)[[1]]" = "np.meshgrid(v, w)[0]",
  "op_meshgrid(v, w, indexing = 'ij')[[2]]" = "np.meshgrid(v, w, indexing='ij')[1]"
)

indexing <- c(
  "op_take(x, k)" = "np.take(x, k - 1)", "op_take(x, k, axis = 2)" = "np.take(x, k - 1, 1)",
  "op_take(a, c(2L, -1L), axis = 2)" = "np.take(a, [1, -1], 1)",
  "op_take(a, rbind(c(1L, 2L), c(2L, 2L)), axis = 3)" = "np.take(a, [[0, 1], [1, 1]], 2)",
  "op_take_along_axis(x, rbind(c(3L, 1L), c(2L, 2L)), axis = 2)" =
    "np.take_along_axis(x, np.array([[2, 0], [1, 1]]), 1)",
  "op_take_along_axis(x, rbind(c(2L, 1L, 2L)), axis = 1)" =
    "np.take_along_axis(x, np.array([[1, 0, 1]]), 0)",
  "op_take_along_axis(x, c(6L, 1L))" = "np.take_along_axis(x, np.array([5, 0]), None)",
  "op_where(b, x, y)" = "np.where(b, x, y)", "op_where(d, i, 0.5)" = "np.where(d, i, 0.5)",
  "op_where(d, x, v)" = "np.where(d, x, v)", "op_where(o, x, y)" = "np.where(o, x, y)",
  "op_select(list(b, d), list(x, y), 9)" = "np.select([b, d], [x, y], 9)",
  "op_slice(a, c(1, 2, 1), c(2, 2, 1))" = "a[0:2, 1:3, 0:1]",
  "op_scatter(cbind(c(1L, 3L, 1L)), w, 4)" = "np.array([7.0, 0, -1, 0])",
  "op_segment_sum(w, c(1L, 1L, 3L), 3)" = "np.array([3.0, 0, 3])",
  "op_segment_max(w, c(1L, 2L, 1L), 2)" = "np.array([4.0, -1])",
  "op_unravel_index(k, c(2, 3))[[1]]" = "np.unravel_index(k - 1, (2, 3))[0] + 1",
  "op_unravel_index(k + 2L, c(2, 3))[[2]]" = "np.unravel_index(k + 1, (2, 3))[1] + 1"
)

linear <- c(
  each(c("matmul", "dot", "inner", "outer", "vdot", "kron", "tensordot"), "m, m"),
  each(c("matmul", "dot"), "x, r", "x, v", "v, m", "v, w", "i, r"),
  each(c("inner", "outer", "vdot", "kron"), "v, w", "x, y"),
  each("cross", "v, w", "m, m", "x, v", "x, y"),
  each(c("outer", "kron"), "v, x"),
  "op_matmul(a, op_transpose(a, c(1, 3, 2)))" = "a @ a.transpose(0, 2, 1)",
  "op_dot(a, x)" = "np.dot(a.transpose(0, 1, 2), x)",
  "op_tensordot(x, y, list(1, 1))" = "np.tensordot(x, y, ([0], [0]))",
  "op_tensordot(a, x, list(c(1, 2), c(1, 2)))" = "np.tensordot(a, x, ([0, 1], [0, 1]))",
  "op_einsum('ij,kj->ik', x, y)" = "np.einsum('ij,kj->ik', x, y)",
  "op_einsum('ijk->kj', a)" = "np.einsum('ijk->kj', a)",
  "op_einsum('ii', m)" = "np.einsum('ii', m)",
  each(c("det", "inv", "cholesky"), "m", module = "linalg."),
  each(c("pinv", "matrix_rank"), "m", "r", "x", module = "linalg."),
  each("norm", "x", "v", "m", module = "linalg."),
  stats::setNames(
    sprintf("np.linalg.norm(m, %s)", c("'fro'", "'nuc'", "1", "2", "-1", "-2",
                                       "np.inf", "-np.inf")),
    sprintf("op_norm(m, %s)", c("'fro'", "'nuc'", "1", "2", "-1", "-2", "Inf", "-Inf"))
  ),
  stats::setNames(
    sprintf("np.linalg.norm(v, %s)", c("0", "1", "2", "3", "-1", "np.inf", "-np.inf", "0.5")),
    sprintf("op_norm(v, %s)", c("0", "1", "2", "3", "-1", "Inf", "-Inf", "0.5"))
  ),
  "op_norm(a, axis = 2)" = "np.linalg.norm(a, axis=1)",
  "op_norm(a, 1, axis = c(1, 3), keepdims = TRUE)" =
    "np.linalg.norm(a, 1, axis=(0, 2), keepdims=True)",
  "op_norm(a, 'nuc', axis = c(2, 1))" = "np.linalg.norm(a, 'nuc', axis=(1, 0))",
  "op_eigh(m)[[1]]" = "np.linalg.eigh(m)[0]",
  "op_logdet(m)" = "np.linalg.slogdet(m)[1]", "op_slogdet(-m)[[1]]" = "np.linalg.slogdet(-m)[0]",
  "op_slogdet(m)[[2]]" = "np.linalg.slogdet(m)[1]", "op_solve(m, v)" = "np.linalg.solve(m, v)",
  "op_solve(m, r)" = "np.linalg.solve(m, r)", "op_lstsq(r, v)" = "np.linalg.lstsq(r, v)[0]",
  "op_lstsq(x, c(1, 2))" = "np.linalg.lstsq(x, [1, 2])[0]",
  "op_lstsq(r, m)" = "np.linalg.lstsq(r, m)[0]",
  "op_svd(r, compute_uv = FALSE)" = "np.linalg.svd(r, compute_uv=False)",
  "op_svd(x)[[2]]" = "np.linalg.svd(x)[1]",
  "op_abs(op_qr(r)[[2]])" = "np.abs(np.linalg.qr(r)[1])",
  "op_matmul(op_qr(r)[[1]], op_qr(r)[[2]])" = "r",
  "op_cdist(x, y)" = "np.linalg.norm(x[:, None] - y[None], axis=-1)",
  "op_cholesky_inverse(op_cholesky(m))" = "np.linalg.inv(m)",
  "op_cholesky(m, upper = TRUE)" = "np.linalg.cholesky(m).T",
  "op_solve_triangular(m, v, lower = TRUE)" = "np.linalg.solve(np.tril(m), v)",
  "op_solve_triangular(m, v)" = "np.linalg.solve(np.triu(m), v)"
)

numpy_of <- function(values) {
  python <- reticulate::py_run_string("
def numpy_of(values):
    import math, statistics, warnings
    import numpy as np
    # As narrow as Keras' own.
    known = {'np': np, 'math': math, 'statistics': statistics}
    for name, x in values.items():
        x = np.asarray(x)
        known[name] = x.astype('float32').astype('float64') if x.dtype.kind == 'f' else x

    def compute(code):
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            result = np.asarray(eval(code, known))
        return result, {'u': 'i'}.get(result.dtype.kind, result.dtype.kind)

    return compute
", local = TRUE, convert = FALSE)
  arrays <- lapply(values, function(x) if (is.null(dim(x))) array(x) else x)
  compute <- python$numpy_of(reticulate::r_to_py(arrays))
  function(code) reticulate::py_to_r(compute(code))
}

# Of the kinds that NumPy has letters for.
kind_of_values <- function(x) {
  if (!reticulate::is_py_object(x)) return(if (is.double(x)) "f" else "i")
  dtype <- dtype_of(x)
  if (dtype == "bool") return("b")
  if (grepl("int", dtype)) "i" else if (grepl("complex", dtype)) "c" else "f"
}

# A single number may be a tensor of no axes in one and of one in the other.
plain_values <- function(x) {
  dim <- if (length(x) > 1L) dim(x)
  structure(if (is.complex(x)) as.vector(x) else as.numeric(x), dim = dim)
}

compute <- numpy_of(values)

expect_like_numpy <- function(cases) {
  differs <- function(code) {
    ours <- eval(str2lang(code), values, environment(lamina::op_sum))
    theirs <- compute(cases[[code]])
    # Keras counts in a dtype for fractions.
    same_kind <- startsWith(code, "op_histogram") || kind_of_values(ours) == theirs[[2L]]
    if (!same_kind) return("dtype")
    same <- all.equal(
      plain_values(case_values(ours)), plain_values(theirs[[1L]]), tolerance = 1e-5
    )
    if (!isTRUE(same)) paste(same, collapse = "; ")
  }
  found <- lapply(stats::setNames(names(cases), names(cases)), differs)
  expect_identical(unlist(found), NULL)
}

test_that("operations on numbers compute what NumPy does", {
  expect_like_numpy(elementwise)
})

test_that("operations along axes compute what NumPy does", {
  expect_like_numpy(reductions)
})

test_that("sorting and searching finds what NumPy does", {
  expect_like_numpy(sorting)
})

test_that("shapes change as NumPy's do", {
  expect_like_numpy(shapes)
})

test_that("parts of tensors are those of NumPy", {
  expect_like_numpy(indexing)
})

test_that("linear algebra computes what NumPy does", {
  expect_like_numpy(linear)
})
