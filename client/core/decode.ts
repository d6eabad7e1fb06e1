import { ChatError, ClientErrorCode } from './errors.ts';

/** Reads a value of the API, or says where it is not what the schema promises. */
export type Decoder<T> = (value: unknown, path: string) => T;

const wrong = (path: string, expected: string): ChatError =>
  new ChatError(ClientErrorCode.Unexpected, `unable to read the answer; ${path} is not ${expected}`, {
    retryable: false,
  });

export const text: Decoder<string> = (value, path) => {
  if (typeof value !== 'string') throw wrong(path, 'a string');
  return value;
};

export const number: Decoder<number> = (value, path) => {
  if (typeof value !== 'number') throw wrong(path, 'a number');
  return value;
};

export const flag: Decoder<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw wrong(path, 'true or false');
  return value;
};

export const nullable =
  <T>(decode: Decoder<T>): Decoder<T | null> =>
  (value, path) =>
    value === null || value === undefined ? null : decode(value, path);

export const list =
  <T>(decode: Decoder<T>): Decoder<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw wrong(path, 'a list');
    return value.map((item, at) => decode(item, `${path}[${at}]`));
  };

/** Enum values: one the client does not know is a newer server's. */
export const oneOf =
  <T extends string>(values: Readonly<Record<string, T>>): Decoder<T> =>
  (value, path) => {
    const known = Object.values(values).find((candidate) => candidate === value);
    if (known === undefined) throw wrong(path, `one of ${Object.values(values).join(', ')}`);
    return known;
  };

/** Reads one field of an object with `decode`. */
export const field = <T>(holder: unknown, name: string, path: string, decode: Decoder<T>): T => {
  if (typeof holder !== 'object' || holder === null) throw wrong(path, 'an object');
  return decode(Reflect.get(holder, name), `${path}.${name}`);
};

/** How each field of an object is read: `fields` makes a decoder of it, of several together too. */
export type Decoders<T> = { readonly [Name in keyof T]-?: Decoder<T[Name]> };

/** Reads an object, each field with its own decoder. What else the object holds is left out. */
export const fields =
  <T extends object>(decoders: Decoders<T>): Decoder<T> =>
  (value, path) => {
    const made: Partial<T> = {};
    for (const name in decoders) made[name] = field(value, name, path, decoders[name]);
    if (!isWhole(made, decoders)) throw wrong(path, 'whole');
    return made;
  };

const isWhole = <T extends object>(made: Partial<T>, decoders: Decoders<T>): made is T =>
  Object.keys(decoders).every((name) => name in made);
