/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_RANDOM_H
#define VG_ESTIMATE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/*
 * Random numbers as a function of a seed: the same seed and stream give the same numbers, bit for
 * bit, on every machine (estimate/sure.h). Not for secrets. The generator is xoshiro256++ of
 * Blackman and Vigna (2019), started by splitmix64; it has a period of 2^256 - 1.
 *
 * Everything here takes numbers in range as said; outside, the result is not defined.
 */
struct vg_random {
    uint64_t s[4];
};

/* A hash of two numbers to 64 bits, in which near numbers give unrelated results: the seed of part
 * `part` of a work with seed `seed`. */
uint64_t vg_random_split(uint64_t seed, uint64_t part);

/* The generator of a seed. Any seed is good, 0 included. */
struct vg_random vg_random_of(uint64_t seed);

/* 64 random bits. */
uint64_t vg_random_bits(struct vg_random *r);

/* Uniform in the open interval (0, 1): an odd multiple of 2^-53, never 0 or 1. */
double vg_random_uniform(struct vg_random *r);

/* Uniform among 0 … n - 1, n > 0, without bias (Lemire 2019). */
uint64_t vg_random_below(struct vg_random *r, uint64_t n);

/* Standard normal, by its quantile at a uniform. */
double vg_random_normal(struct vg_random *r);

/* Gamma of `shape` ≥ 1 and rate 1 (Marsaglia and Tsang 2000). */
double vg_random_gamma(struct vg_random *r, double shape);

/* The logarithm of a gamma variate of `shape` > 0 and rate 1. Below shape 1 the variate itself
 * underflows to 0 easily; its logarithm, ln Gamma(shape + 1) + ln(U) / shape, does not. */
double vg_random_gamma_ln(struct vg_random *r, double shape);

/* Beta(a, b), a and b ≥ 1, by two gammas; in (0, 1), and *other = 1 - it without cancellation. */
double vg_random_beta(struct vg_random *r, double a, double b, double *other);

/* The logarithms of X and 1 - X for X of Beta(a, b), a and b > 0, by two gammas in logarithms. */
void vg_random_beta_ln(struct vg_random *r, double a, double b, double *ln_x, double *ln_other);

/* Successes among `n` ≥ 0 trials of probability p in [0, 1], n at most 2^52. Inversion where
 * n min(p, 1 - p) < 30, else transformed rejection (Hörmann 1993, BTRS), exact. */
int64_t vg_random_binomial(struct vg_random *r, int64_t n, double p);

/* Poisson of `mean` ≥ 0, at most 2^52. Products of uniforms below 10, else transformed rejection
 * (Hörmann 1993, PTRS), exact. */
int64_t vg_random_poisson(struct vg_random *r, double mean);

/* Failures before the n-th success when a trial succeeds with probability 1 - q: mean
 * n q / (1 - q), n > 0, `odds` = q / (1 - q) ≥ 0. A Poisson of gamma mean; -1 instead of a number
 * when that mean is above `most`, which is at most 2^52. */
int64_t vg_random_negative_binomial(struct vg_random *r, double n, double odds, double most);

/* Share `n` things out to `k` ≥ 1 classes: a multinomial, by one binomial for each class. `sums`
 * are the weights added up from the first class on: sums[0] = w[0] ≥ 0, …, the last above 0. `out`
 * has k elements, which are set. */
void vg_random_multinomial(struct vg_random *r, int64_t n, const double *sums, size_t k,
                           int64_t *out);

#endif
