# Times what large arrays cost between R and Python: an epoch of fit(), and predict(), from 1 GB of
# images in R beside the same from NumPy's float32 in Python, and as.array() of a tensor of as many
# numbers beside NumPy's own copy with the axes turned around; all in turn, in one process. On
# Linux, how much memory is taken, too.
#
#   KERAS_BACKEND=jax Rscript tools/bench-arrays.R [results.csv]

library(lamina)
source("tools/bench-common.R")

turns <- 5
gigabytes <- as.numeric(Sys.getenv("LAMINA_BENCH_GB", "1"))
size <- c(64, 64, 3)
n <- ceiling(gigabytes * 2^30 / 8 / prod(size) / 100) * 100

backend <- config_backend()
model <- keras_model_sequential(input_shape = size) |>
  layer_average_pooling_2d(16) |>
  layer_flatten() |>
  layer_dense(10)
model |> compile("sgd", loss = loss_sparse_categorical_crossentropy(from_logits = TRUE))
images <- array(stats::runif(n * prod(size)), c(n, size))
labels <- sample(0:9, n, TRUE)

python <- reticulate::py_run_string("
import gc
import time

held = {}

def hold(images, labels):
    held.update(images=images, labels=labels)

def seconds_of(call):
    gc.collect()
    start = time.perf_counter()
    call()
    return time.perf_counter() - start

def seconds_of_fit(model):
    settings = dict(batch_size=100, shuffle=False, verbose=0)
    return seconds_of(lambda: model.fit(held['images'], held['labels'], **settings))

def seconds_of_predict(model):
    return seconds_of(lambda: model.predict(held['images'], batch_size=100, verbose=0))

def seconds_of_copy():
    return seconds_of(lambda: held['images'].astype('float64', order='F'))
")
python$hold(reticulate::np_array(images, "float32"), reticulate::np_array(labels))

status_mb <- function(name) {
  lines <- readLines("/proc/self/status")
  as.numeric(gsub("\\D", "", grep(name, lines, value = TRUE))) / 1024
}

# How much more memory than before is taken at most, in times the array of R.
memory_of <- function(code) {
  if (!file.exists("/proc/self/clear_refs")) return(NA_real_)
  gc(FALSE)
  writeLines("5", "/proc/self/clear_refs") # the highest is what is taken now
  before <- status_mb("VmRSS")
  force(code)
  (status_mb("VmHWM") - before) / (as.numeric(utils::object.size(images)) / 2^20)
}

rows <- NULL
spread <- function(mode, measure, values) {
  row <- row_of("arrays", mode, measure, values, backend)
  rows <<- rbind(rows, row)
  say_row(row)
}

seconds_of <- function(call) {
  gc(FALSE)
  seconds_in_r(call())
}

cat("==> arrays:", R.version.string, "on", backend, "\n")
fit_in_r <- function() fit(model, images, labels, batch_size = 100, shuffle = FALSE, verbose = 0)
predict_in_r <- function() predict(model, images, batch_size = 100, verbose = 0)
values <- op_convert_to_tensor(images)
cases <- list(
  "fit(), 1 GB" = list(r = fit_in_r, other = function() python$seconds_of_fit(model)),
  "predict(), 1 GB" = list(r = predict_in_r, other = function() python$seconds_of_predict(model)),
  "as.array(), 1 GB" = list(r = function() as.array(values), other = python$seconds_of_copy)
)
for (mode in names(cases)) {
  case <- cases[[mode]]
  case$other() # compiles
  times <- replicate(turns, c(r = seconds_of(case$r), other = case$other()))
  against <- if (mode == "as.array(), 1 GB") "copy" else "NumPy"
  spread(mode, "R seconds", times["r", ])
  spread(mode, paste(against, "seconds"), times["other", ])
  spread(mode, paste0("R/", against), times["r", ] / times["other", ])
  memory <- memory_of(case$r())
  if (!is.na(memory)) spread(mode, "more memory/array", memory)
}

write_rows(rows)
