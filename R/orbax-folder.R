# Folders in which Orbax keeps the states of a training, each in a folder with its number.

# In their order.
orbax_steps <- function(folder) {
  folders <- list.dirs(path.expand(folder), full.names = FALSE, recursive = FALSE)
  sort(as.numeric(grep("^[0-9]+$", folders, value = TRUE)))
}

# Keras passes over what has failed beside the training.
check_orbax_written <- function(callbacks, call = caller_env()) {
  for (callback in Filter(is_orbax_callback, callbacks)) {
    folder <- callback$directory
    with_python(
      callback$wait_until_finished(),
      "The model is trained, but OrbaxCheckpoint could not write all states to {.path {folder}}.",
      call = call, class = "file"
    )
  }
}

is_orbax_folder <- function(path) dir.exists(path) && length(orbax_steps(path)) > 0L

# A state takes no other's place, and the last ones are those with the highest numbers: an epoch
# that is there already would stop the training, and one before it be thrown away. `first`: the
# first epoch, from 0.
check_orbax_folders <- function(callbacks, first, call = caller_env()) {
  for (callback in Filter(is_orbax_callback, callbacks)) {
    if (!identical(callback$save_freq, "epoch")) next
    folder <- callback$directory
    steps <- orbax_steps(folder)
    if (!length(steps) || max(steps) < first) next
    last <- max(steps) + 1
    abort_lamina(
      c(
        "{.arg callbacks}: OrbaxCheckpoint keeps states of a training up to epoch {last} in
         {.path {folder}}.",
        i = "Use another folder, or continue that training with {.code load_model()} and
             {.code initial_epoch = {last + 1}}."
      ),
      class = "argument", call = call
    )
  }
}
