import { isIP } from 'node:net';
import { GraphQLScalarType, valueFromASTUntyped, type GraphQLSchema, type ValueNode } from 'graphql';
import { parseJson } from '../json.ts';

/** A value that is not of its scalar. Its sentence never holds the value. */
export class UnfitValue extends Error {
  override readonly name = 'UnfitValue';
}

/**
 * AppSync's scalars. What a client sends and what a resolver returns passes the same check.
 * Source: "Scalar types in AWS AppSync" in the developer guide.
 */
interface Scalar {
  /** @throws {UnfitValue} for what is not of the type. */
  read(value: unknown): unknown;
  /** What goes out; default the same as `read`. */
  write?(value: unknown): unknown;
}

const SCALARS: Readonly<Record<string, Scalar>> = {
  AWSDate: text('AWSDate', (value) => isDate(value)),
  AWSTime: text('AWSTime', (value) => TIME_WITH_OFFSET.test(value)),
  AWSDateTime: text('AWSDateTime', isDateTime),
  AWSTimestamp: { read: timestamp },
  AWSEmail: text('AWSEmail', (value) => value.length <= 320 && /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(value)),
  AWSURL: text('AWSURL', isUrl),
  AWSPhone: text(
    'AWSPhone',
    (value) => /^\+?[\d\s().-]+$/.test(value) && within(value.replace(/\D/g, '').length, 7, 15),
  ),
  AWSIPAddress: text('AWSIPAddress', isIpAddress),
  AWSJSON: { read: parsedJson, write: jsonText },
};

/** Gives the AWS scalars of a schema their checks. */
export function equipScalars(schema: GraphQLSchema): void {
  for (const [name, scalar] of Object.entries(SCALARS)) {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLScalarType)) continue;
    type.parseValue = (value) => scalar.read(value);
    type.parseLiteral = (node: ValueNode, variables) => scalar.read(valueFromASTUntyped(node, variables));
    type.serialize = (value) => (scalar.write ?? scalar.read)(value);
  }
}

const OFFSET = String.raw`(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d(?::[0-5]\d)?)`;
const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?`;
const TIME_WITH_OFFSET = new RegExp(`^${CLOCK}${OFFSET}?$`);
const DATE_WITH_OFFSET = new RegExp(`^(-?\\d{4}-\\d{2}-\\d{2})${OFFSET}?$`);
/** The offset is compulsory here. */
const DATE_TIME = new RegExp(`^(-?\\d{4}-\\d{2}-\\d{2})T${CLOCK}${OFFSET}$`);

function text(type: string, valid: (value: string) => boolean): Scalar {
  return {
    read(value) {
      if (typeof value === 'string' && valid(value)) return value;
      throw unfit(type);
    },
  };
}

function isDate(value: string): boolean {
  const day = DATE_WITH_OFFSET.exec(value)?.[1];
  return day !== undefined && isCalendarDay(day);
}

function isDateTime(value: string): boolean {
  const day = DATE_TIME.exec(value)?.[1];
  return day !== undefined && isCalendarDay(day);
}

/** `Date` rolls the 30th of February over to March instead of refusing it. */
function isCalendarDay(day: string): boolean {
  const iso = day.startsWith('-') ? day.slice(1) : day;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso);
}

function timestamp(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw unfit('AWSTimestamp');
}

function isUrl(value: string): boolean {
  if (!URL.canParse(value) || /\s/.test(value)) return false;
  return !new URL(value).pathname.includes('//');
}

function isIpAddress(value: string): boolean {
  const [address = '', prefix, ...more] = value.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function parsedJson(value: unknown): unknown {
  const parsed = typeof value === 'string' ? parseJson(value) : undefined;
  if (parsed === undefined) throw unfit('AWSJSON');
  return parsed;
}

/** Resolvers may return the value itself or its text; clients get text. */
function jsonText(value: unknown): string {
  return typeof value === 'string' && parseJson(value) !== undefined ? value : JSON.stringify(value);
}

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

function unfit(type: string): UnfitValue {
  return new UnfitValue(`Unable to serialize value as a valid ${type}.`);
}
