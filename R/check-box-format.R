# How the four numbers of a bounding box are meant.
box_formats <- c(
  "xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw",
  "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"
)

check_box_format <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_choice(x, box_formats, null = TRUE, arg = arg, call = call)
}
