/** Gives equal values equal numbers, counted from 0, so that a state of many parts becomes a short tuple. */
export class Numbering<Value> {
  readonly #values: Value[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(value: Value): number {
    const key = JSON.stringify(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#values.push(value);
    this.#numbers.set(key, this.#values.length - 1);
    return this.#values.length - 1;
  }

  at(number: number): Value {
    const value = this.#values[number];
    if (value === undefined) throw new RangeError(`unable to find number ${number}; it was never given`);
    return value;
  }

  values(): readonly Value[] {
    return this.#values;
  }
}

/** Works `work` out once for each pair of numbers (each below 2^26). */
export function remembered<Answer>(work: (a: number, b: number) => Answer): (a: number, b: number) => Answer {
  const answers = new Map<number, { readonly answer: Answer }>();
  return (a, b) => {
    const key = a * 2 ** 26 + b;
    const known = answers.get(key);
    if (known !== undefined) return known.answer;
    const answer = work(a, b);
    answers.set(key, { answer });
    return answer;
  };
}
