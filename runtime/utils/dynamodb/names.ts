import type { Json } from '../../contract.ts';

/** Placeholders for attribute names in one expression, `#expName_1` and on; a name met again keeps its number. */
export class Names {
  readonly expressionNames: Record<string, Json> = {};
  readonly #known = new Map<string, string>();

  placeholder(name: string): string {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const fresh = `#expName_${this.#known.size + 1}`;
    this.#known.set(name, fresh);
    this.expressionNames[fresh] = name;
    return fresh;
  }
}
