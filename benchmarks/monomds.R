# vegan's monoMDS on one dissimilarity matrix from given starts; seconds per fit and the points.
# Rscript monomds.R FOLDER WEAKTIES: reads dissimilarity.csv and start-*.csv, writes points-*.csv
# and prints one number of seconds a start.
suppressMessages(library(vegan))
arguments <- commandArgs(TRUE)
setwd(arguments[1])
d <- as.dist(as.matrix(read.csv("dissimilarity.csv", header = FALSE)))
for (file in sort(Sys.glob("start-*.csv"))) {
  start <- as.matrix(read.csv(file, header = FALSE))
  seconds <- system.time(
    fit <- monoMDS(d, y = start, k = 2, model = "global", weakties = as.logical(arguments[2]))
  )["elapsed"]
  write.table(fit$points, sub("start", "points", file), sep = ",", row.names = FALSE, col.names = FALSE)
  cat(seconds, "\n")
}
