/** More nesting than any reader has to bear. */
const deepest = 256;
/** Longer than any number that means something. */
const longestNumber = 400;

const space = ' \t\n\r';
const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const words: readonly string[] = ['true', 'false', 'null'];

type Awaited = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing';

/** Reads JSON in pieces, keeping nothing of it: memory is bounded by how deep it may be, time by its length. RFC 8259. */
export class JsonText {
  readonly #open: ('{' | '[')[] = [];
  #awaited: Awaited = 'value';
  /** Inside a string: whether a backslash came, or how many digits of a `\u` are to come. */
  #string: { readonly isKey: boolean; escape: boolean; digits: number } | undefined;
  /** A number or word so far. */
  #bare = '';

  /** Whether it can still be JSON after this piece. */
  push(text: string): boolean {
    for (const unit of text) {
      if (!(this.#string === undefined ? this.#outside(unit) : this.#inside(unit))) return false;
    }
    return true;
  }

  /** Whether it was one whole value. */
  end(): boolean {
    return this.#endBare() && this.#string === undefined && this.#awaited === 'nothing' && this.#open.length === 0;
  }

  #inside(unit: string): boolean {
    const string = this.#string;
    if (string === undefined) return false;
    if (string.digits > 0) {
      string.digits -= 1;
      return /[0-9a-fA-F]/.test(unit);
    }
    if (string.escape) {
      string.escape = false;
      if (unit === 'u') string.digits = 4;
      return '"\\/bfnrtu'.includes(unit);
    }
    if (unit === '\\') string.escape = true;
    else if (unit === '"') {
      this.#string = undefined;
      if (string.isKey) this.#awaited = 'colon';
      else this.#afterValue();
    }
    return unit >= ' ';
  }

  #outside(unit: string): boolean {
    if (space.includes(unit)) return this.#endBare();
    if ('{}[],:"'.includes(unit)) return this.#endBare() && this.#sign(unit);
    if (this.#awaited !== 'value' && this.#awaited !== 'valueOrEnd') return false;
    this.#bare += unit;
    return this.#bare.length <= longestNumber;
  }

  #sign(unit: string): boolean {
    const awaited = this.#awaited;
    const takesValue = awaited === 'value' || awaited === 'valueOrEnd';
    switch (unit) {
      case '"':
        if (!takesValue && awaited !== 'key' && awaited !== 'keyOrEnd') return false;
        this.#string = { isKey: !takesValue, escape: false, digits: 0 };
        return true;
      case '{':
      case '[':
        this.#open.push(unit);
        this.#awaited = unit === '{' ? 'keyOrEnd' : 'valueOrEnd';
        return takesValue && this.#open.length <= deepest;
      case '}':
        return this.#close('{', awaited === 'keyOrEnd' || awaited === 'commaOrEnd');
      case ']':
        return this.#close('[', awaited === 'valueOrEnd' || awaited === 'commaOrEnd');
      case ':':
        this.#awaited = 'value';
        return awaited === 'colon';
      default:
        this.#awaited = this.#open.at(-1) === '{' ? 'key' : 'value';
        return awaited === 'commaOrEnd';
    }
  }

  #close(opened: '{' | '[', isTime: boolean): boolean {
    const isIts = isTime && this.#open.pop() === opened;
    this.#afterValue();
    return isIts;
  }

  #endBare(): boolean {
    if (this.#bare === '') return true;
    const isValue = words.includes(this.#bare) || number.test(this.#bare);
    this.#bare = '';
    this.#afterValue();
    return isValue;
  }

  #afterValue(): void {
    this.#awaited = this.#open.length === 0 ? 'nothing' : 'commaOrEnd';
  }
}
