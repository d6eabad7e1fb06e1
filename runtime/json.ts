import type { Json, JsonObject } from './contract.ts';

/**
 * Nesting that no honest request reaches. `JSON.parse` itself takes any depth, but whoever walks the value afterwards
 * by recursion would run out of stack.
 */
const DEPTH_LIMIT = 128;

/** The value that `text` spells, or `undefined` when it is no JSON or nested deeper than 128 levels. */
export function parseJson(text: string): Json | undefined {
  if (deeperThan(text, DEPTH_LIMIT)) return undefined;
  try {
    return parsed(text);
  } catch {
    return undefined;
  }
}

/** What the language calls `any` here can only be JSON. */
const parsed: (text: string) => Json = JSON.parse;

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isJsonArray(value);
}

export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function deeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) {
      quoted = true;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
    }
  }
  return false;
}
