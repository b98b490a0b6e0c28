# What all of lamina's plots have in common. The colours are told apart by those who
# see some colours alike (Okabe and Ito).
blue <- "#0072B2"
orange <- "#D55E00"
green <- "#009E73"

theme_lamina <- function(base = ggplot2::theme_bw) {
  base(base_size = 12) +
    ggplot2::theme(
      legend.position = "top",
      legend.box.spacing = ggplot2::unit(2, "pt"),
      panel.grid.minor = ggplot2::element_blank(),
      strip.background = ggplot2::element_blank(),
      strip.clip = "off",
      strip.text = ggplot2::element_text(hjust = 0, face = "bold")
    )
}

#' @importFrom rlang .data
NULL
