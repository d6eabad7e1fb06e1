/** A value of DynamoDB's JSON wire as plain JSON-like data: sets as `Set`, numbers as numbers; binary, which nothing here stores, as `undefined`. */
export function plainValue(typed: unknown): unknown {
  if (typeof typed !== 'object' || typed === null) return undefined;
  const [type] = Object.keys(typed);
  const value = type === undefined ? undefined : valueAt(typed, type);
  switch (type) {
    case 'S':
    case 'BOOL':
      return value;
    case 'N':
      return Number(value);
    case 'NULL':
      return null;
    case 'SS':
      return Array.isArray(value) ? new Set<unknown>(value) : undefined;
    case 'NS':
      return Array.isArray(value) ? new Set(value.map(Number)) : undefined;
    case 'L':
      return Array.isArray(value) ? value.map(plainValue) : undefined;
    case 'M':
      return plainItem(value);
    default:
      return undefined;
  }
}

/** An item of the wire; `undefined` for what is none. */
export function plainItem(typed: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof typed !== 'object' || typed === null || Array.isArray(typed)) return undefined;
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, plainValue(value)]));
}

const valueAt = (object: object, name: string): unknown => Object.getOwnPropertyDescriptor(object, name)?.value;
