/** The function was sent something that its resolvers do not send: a bug on one of the two sides. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
  constructor(where: string, expected: string) {
    super(`unable to read the event; ${where} is not ${expected}`);
  }
}

/** A JSON object, read field by field. Values never enter an error: they may be what people wrote. */
export class EventReader {
  readonly #object: object;
  readonly #where: string;

  constructor(value: unknown, where: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new MalformedEvent(where, 'an object');
    this.#object = value;
    this.#where = where;
  }

  /** Whether it is there at all, be it as `null`: where a field left out stays as it is, `null` takes it away. */
  has(name: string): boolean {
    return this.#value(name) !== undefined;
  }

  /** Whether it is there, and not `null`. */
  isGiven(name: string): boolean {
    return !this.#isAbsent(name);
  }

  object(name: string): EventReader {
    return new EventReader(this.#value(name), this.#path(name));
  }

  text(name: string): string {
    const value = this.#value(name);
    if (typeof value !== 'string') throw new MalformedEvent(this.#path(name), 'text');
    return value;
  }

  /** `null` stands for absent too: clients send either. */
  textOrNull(name: string): string | null {
    return this.#isAbsent(name) ? null : this.text(name);
  }

  integer(name: string, otherwise: number): number {
    if (this.#isAbsent(name)) return otherwise;
    const value = this.#value(name);
    if (typeof value !== 'number' || !Number.isInteger(value)) throw new MalformedEvent(this.#path(name), 'an integer');
    return value;
  }

  number(name: string): number {
    const value = this.#value(name);
    if (typeof value !== 'number') throw new MalformedEvent(this.#path(name), 'a number');
    return value;
  }

  integerOrNull(name: string): number | null {
    return this.#isAbsent(name) ? null : this.integer(name, 0);
  }

  /** `null` stands for absent too. */
  boolean(name: string, otherwise: boolean): boolean {
    if (this.#isAbsent(name)) return otherwise;
    const value = this.#value(name);
    if (typeof value !== 'boolean') throw new MalformedEvent(this.#path(name), 'true or false');
    return value;
  }

  oneOf<Value extends string>(name: string, values: Readonly<Record<string, Value>>, otherwise?: Value): Value {
    if (otherwise !== undefined && this.#isAbsent(name)) return otherwise;
    const value = Object.values(values).find((known) => known === this.#value(name));
    if (value === undefined) throw new MalformedEvent(this.#path(name), `one of ${Object.values(values).join(', ')}`);
    return value;
  }

  texts(name: string): readonly string[] {
    const value = this.#value(name);
    if (!Array.isArray(value)) throw new MalformedEvent(this.#path(name), 'a list');
    return value.map((text: unknown) => {
      if (typeof text !== 'string') throw new MalformedEvent(this.#path(name), 'a list of text');
      return text;
    });
  }

  integers(name: string): readonly number[] {
    const value = this.#value(name);
    if (!Array.isArray(value)) throw new MalformedEvent(this.#path(name), 'a list');
    return value.map((number: unknown) => {
      if (typeof number !== 'number' || !Number.isInteger(number)) {
        throw new MalformedEvent(this.#path(name), 'a list of integers');
      }
      return number;
    });
  }

  /** What is named by a parser of the domain, which answers `undefined` for what is not of its form. */
  parsed<Value>(name: string, parse: (text: string) => Value | undefined, expected: string): Value {
    const value = parse(this.text(name));
    if (value === undefined) throw new MalformedEvent(this.#path(name), expected);
    return value;
  }

  #isAbsent(name: string): boolean {
    return this.#value(name) === undefined || this.#value(name) === null;
  }

  #value(name: string): unknown {
    return Object.getOwnPropertyDescriptor(this.#object, name)?.value;
  }

  #path(name: string): string {
    return `${this.#where}.${name}`;
  }
}
