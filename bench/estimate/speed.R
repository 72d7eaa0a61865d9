# SPDX-License-Identifier: AGPL-3.0-or-later
# One work on one capture table in R; prints who did it and the processor seconds of the work alone,
# without the start of R and of its packages. See speed.sh.
# usage: Rscript speed.R WORK TABLE.csv [MORE]
#   start                                          nothing: what R itself takes
#   pairs                                          every pair model
#   hierarchical    MORE = file of model names     every one of them
#   graphs          MORE = last unseen number      average over decomposable graphs
#   stepwise        MORE = replicates              selection, repeated in each replicate
#   latent                                         one chain, 120,000 sweeps
# The package that the design names does it where it is installed. Else R's own means do, without
# any test of existence: less work than the packages do, so that the ratios are the smaller.

args <- commandArgs(trailingOnly = TRUE)
work <- args[1]
table <- read.csv(args[2])
lists <- names(table)[-ncol(table)]
t <- length(lists)
cells <- 2^t - 1
mask_of <- as.vector(as.matrix(table[lists]) %*% 2^(seq_len(t) - 1))
y <- as.vector(tapply(c(table$count, rep(0, cells)), c(mask_of, seq_len(cells)), sum))
has <- function(name) requireNamespace(name, quietly = TRUE)

took <- function(who, expression) {
  before <- proc.time()
  suppressWarnings(force(expression))
  spent <- proc.time() - before
  cat(sprintf("%s\t%.4f\n", who, spent[["user.self"]] + spent[["sys.self"]]))
}

# Columns of the design: is the cell within every list of the term?
columns <- sapply(seq_len(cells), function(h) as.numeric(bitwAnd(seq_len(cells), h) == h))
margins <- as.vector(t(columns) %*% y)
main <- 2^(seq_len(t) - 1)
sizes <- sapply(seq_len(cells), function(h) sum(bitwAnd(h, main) > 0))
pairs <- seq_len(cells)[sizes == 2]

# A term that no unit is on is dropped, and with it the cells that contain it.
fit <- function(terms, counts, sums) {
  gone <- terms[sums[terms] == 0]
  kept <- setdiff(terms, gone)
  rows <- rowSums(columns[, gone, drop = FALSE]) == 0
  x <- columns[rows, c(main, kept), drop = FALSE]
  z <- counts[rows]
  model <- glm(z ~ x, family = poisson)
  list(n = sum(counts) + exp(coef(model)[[1]]), rows = rows, means = fitted(model))
}

all_pairs <- function() {
  for (set in 0:(2^length(pairs) - 1)) {
    terms <- pairs[bitwAnd(set, 2^(seq_along(pairs) - 1)) > 0]
    fit(terms, y, margins)
  }
}

terms_of <- function(name) {
  terms <- numeric(0)
  for (generator in strsplit(gsub("[][]", "", name), ",")[[1]]) {
    g <- sum(2^(as.integer(strsplit(generator, "")[[1]]) - 1))
    within <- seq_len(cells)[bitwAnd(seq_len(cells), g) == seq_len(cells)]
    terms <- c(terms, within[sizes[within] >= 2])
  }
  unique(terms)
}

named_models <- function(models) for (terms in models) fit(terms, y, margins)

# A graph as a row: +1 for a vertex with its neighbours still there, -1 for these alone, in an order
# in which these are always a clique; and its number of parts. NULL when there is none.
graph_row <- function(edges) {
  near <- matrix(FALSE, t, t)
  for (e in edges) {
    ij <- which(bitwAnd(e, main) > 0)
    near[ij[1], ij[2]] <- near[ij[2], ij[1]] <- TRUE
  }
  row <- numeric(cells + 1)
  left <- seq_len(t)
  while (length(left) > 0) {
    found <- FALSE
    for (v in left) {
      around <- left[near[v, left]]
      if (sum(near[around, around]) < length(around) * (length(around) - 1)) next
      with <- sum(main[around])
      row[with + main[v]] <- row[with + main[v]] + 1
      if (with > 0) row[with] <- row[with] - 1 else row[cells + 1] <- row[cells + 1] + 1
      left <- setdiff(left, v)
      found <- TRUE
      break
    }
    if (!found) return(NULL)
  }
  row
}

average <- function(graphs, last) {
  delta <- 2^-t
  n <- sum(y)
  unseen <- seq_len(last)
  sums <- matrix(0, cells + 1, last)
  for (s in seq_len(cells)) {
    d <- delta * 2^(t - sizes[s])
    on <- tapply(y, bitwAnd(seq_len(cells), s), sum)
    free <- on[names(on) == "0"]
    others <- c(on[names(on) != "0"], rep(0, 2^sizes[s] - 1 - sum(names(on) != "0")))
    sums[s, ] <- lgamma(unseen + sum(free) + d) + sum(lgamma(others + d)) - 2^sizes[s] * lgamma(d)
  }
  sums[cells + 1, ] <- lgamma(2^t * delta) - lgamma(unseen + n + 2^t * delta)
  common <- lgamma(unseen + n + 1) - lgamma(unseen + 1) - log(unseen + n)
  weights <- sweep(graphs %*% sums, 2, common, "+")
  weights <- exp(weights - max(weights))
  cumulated <- cumsum(colSums(weights)) / sum(weights)
  n + sapply(c(0.025, 0.5, 0.975), function(p) which(cumulated >= p)[1])
}

select_model <- function(counts) {
  sums <- as.vector(t(columns) %*% counts)
  terms <- numeric(0)
  repeat {
    model <- fit(terms, counts, sums)
    rest <- setdiff(pairs, terms)
    if (length(rest) == 0) break
    m <- as.vector(t(columns[model$rows, rest, drop = FALSE]) %*% model$means)
    p <- pmin(ppois(sums[rest], m), 1 - ppois(sums[rest] - 1, m))
    if (min(p) >= 0.02) break
    terms <- c(terms, rest[which.min(p)])
  }
  model$n
}

bootstrap <- function(replicates) {
  thetas <- sapply(seq_len(replicates), function(i) select_model(rmultinom(1, sum(y), y)[, 1]))
  # The jackknife of BCa.
  for (h in which(y > 0)) select_model(y - (seq_len(cells) == h))
  thetas
}

expanded <- function() cbind(t(sapply(seq_len(cells), function(h) bitwAnd(h, main) > 0)) + 0, y)

if (work == "start") {
  took("R", NULL)
} else if (work == "pairs") {
  if (has("Rcapture")) {
    took("Rcapture", Rcapture::closedpMS.t(expanded(), dfreq = TRUE, maxorder = 2))
  } else {
    took("R's glm", all_pairs())
  }
} else if (work == "hierarchical") {
  models <- lapply(readLines(args[3]), terms_of)
  if (has("MultipleSystemsEstimation")) {
    took("MultipleSystemsEstimation",
         MultipleSystemsEstimation::estimate_population(table, method = "bic"))
  } else {
    took("R's glm", named_models(models))
  }
} else if (work == "graphs") {
  last <- as.integer(args[3])
  if (has("dga")) {
    data(list = paste0("graphs", t), package = "dga")
    took("dga", dga::bma.cr(array(c(0, y), rep(2, t)), Nmissing = seq_len(last), delta = 2^-t,
                            graphs = get(paste0("graphs", t))))
  } else {
    sets <- lapply(0:(2^length(pairs) - 1),
                   function(set) pairs[bitwAnd(set, 2^(seq_along(pairs) - 1)) > 0])
    graphs <- do.call(rbind, lapply(sets, graph_row))
    took("R's matrices", q <- average(graphs, last))
    cat("quantiles", q, "of", nrow(graphs), "graphs\n", file = stderr())
  }
} else if (work == "stepwise") {
  if (has("MultipleSystemsEstimation")) {
    took("MultipleSystemsEstimation",
         MultipleSystemsEstimation::estimate_population_stepwise(table, nboot = as.integer(args[3])))
  } else {
    took("R's glm", bootstrap(as.integer(args[3])))
  }
} else if (work == "latent") {
  if (!has("LCMCR")) quit(status = 77)
  factors <- as.data.frame(lapply(table[lists], factor, levels = 0:1))
  sampler <- LCMCR::lcmCR(cbind(factors, Freq = table$count), tabular = TRUE, K = 10,
                          a_alpha = 0.25, b_alpha = 0.25, seed = 1, verbose = FALSE)
  took("LCMCR", LCMCR::lcmCR_PostSampl(sampler, burnin = 20000, samples = 5000, thinning = 20))
} else {
  stop("no work ", work)
}
