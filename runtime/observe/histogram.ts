/**
 * Durations in bounded memory: 272 counters whatever the number of samples.
 *
 * A bucket is an eighth of a power of two wide, so a percentile is at most 9 % above the true value. That is the accuracy
 * that a latency figure needs, at the price of one array increment a sample.
 */
const STEPS_PER_DOUBLING = 8;
/** One microsecond, below which a duration is noise. */
const SMALLEST_MS = 0.001;
/** 34 doublings of a microsecond: almost five hours. */
const BUCKETS = 34 * STEPS_PER_DOUBLING;

export interface Summary {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export class Histogram {
  readonly #buckets = new Float64Array(BUCKETS);
  #count = 0;
  #sum = 0;
  #max = 0;

  /** Records one duration in milliseconds. What is not a finite, positive number counts as zero. */
  record(milliseconds: number): void {
    const value = Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : 0;
    const bucket = bucketOf(value);
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#count += 1;
    this.#sum += value;
    if (value > this.#max) this.#max = value;
  }

  /** Milliseconds, rounded to the microsecond. All zero before the first sample. */
  summary(): Summary {
    return {
      count: this.#count,
      mean: rounded(this.#count === 0 ? 0 : this.#sum / this.#count),
      p50: this.#percentile(0.5),
      p95: this.#percentile(0.95),
      p99: this.#percentile(0.99),
      max: rounded(this.#max),
    };
  }

  #percentile(share: number): number {
    const rank = Math.ceil(this.#count * share);
    let seen = 0;
    for (const [bucket, samples] of this.#buckets.entries()) {
      seen += samples;
      if (seen >= rank && samples > 0) return rounded(Math.min(upperEdge(bucket), this.#max));
    }
    return 0;
  }
}

function bucketOf(milliseconds: number): number {
  if (milliseconds <= SMALLEST_MS) return 0;
  const bucket = Math.ceil(Math.log2(milliseconds / SMALLEST_MS) * STEPS_PER_DOUBLING);
  return Math.min(bucket, BUCKETS - 1);
}

function upperEdge(bucket: number): number {
  return SMALLEST_MS * 2 ** (bucket / STEPS_PER_DOUBLING);
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
