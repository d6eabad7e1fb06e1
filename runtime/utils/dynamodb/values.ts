import type { Json, JsonObject } from '../../contract.ts';
import { entriesOf, isList, isObject, parseJson } from '../json.ts';
import type { Utility } from '../utility.ts';
import { optionalText, text } from '../arguments.ts';
import { refuse } from '../utility.ts';

/**
 * A value as DynamoDB's attribute value. Numbers stay bare (`{ N: 10 }`), as AWS's evaluator gives them; its data
 * source writes them as the text that DynamoDB wants.
 */
export function toAttributeValue(value: Json): JsonObject {
  if (value === null) return { NULL: null };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (isList(value)) return { L: value.map(toAttributeValue) };
  return { M: toAttributeValues(value) };
}

export function toAttributeValues(values: JsonObject): JsonObject {
  return Object.fromEntries(entriesOf(values).map(([name, value]) => [name, toAttributeValue(value)]));
}

/** A helper that wraps what is of its type, gives null for nothing, and refuses the rest. */
function typed(member: string, attributeType: string, isOfType: (value: Json) => boolean): Utility {
  return ([value = null]) => {
    if (value === null) return null;
    return isOfType(value)
      ? { [attributeType]: value }
      : refuse(`util.dynamodb.${member}`, 'the value has another type');
  };
}

const isText = (value: Json): boolean => typeof value === 'string';
const isNumber = (value: Json): boolean => typeof value === 'number';
const listOf = (isMember: (value: Json) => boolean) => (value: Json) => isList(value) && value.every(isMember);

const toStringSet = typed('toStringSet', 'SS', listOf(isText));
const toNumberSet = typed('toNumberSet', 'NS', listOf(isNumber));
const toBinarySet = typed('toBinarySet', 'BS', listOf(isText));

/** The sets, which `@aws-appsync/utils/dynamodb` offers as well. */
export const setUtilities: Readonly<Record<string, Utility>> = { toStringSet, toNumberSet, toBinarySet };

/** `util.dynamodb.*`: developer guide, "DynamoDB helpers in util.dynamodb". */
export const dynamodbUtilities: Readonly<Record<string, Utility>> = {
  ...setUtilities,
  toDynamoDB: ([value = null]) => toAttributeValue(value),
  toString: typed('toString', 'S', isText),
  toNumber: typed('toNumber', 'N', isNumber),
  toBinary: typed('toBinary', 'B', isText),
  toBoolean: typed('toBoolean', 'BOOL', (value) => typeof value === 'boolean'),
  toNull: () => ({ NULL: null }),
  toList: ([value]) => (isList(value) ? toAttributeValue(value) : null),
  toMap: ([value]) => (isObject(value) ? toAttributeValue(value) : null),
  toMapValues: ([value]) => (isObject(value) ? toAttributeValues(value) : null),
  toS3Object: (args) => {
    const member = 'util.dynamodb.toS3Object';
    const [key, bucket, region] = [text(args, 0, member), text(args, 1, member), text(args, 2, member)];
    const version = optionalText(args, 3, member);
    return { S: JSON.stringify({ s3: { key, bucket, region, version } }) };
  },
  fromS3ObjectJson: (args) => {
    const member = 'util.dynamodb.fromS3ObjectJson';
    const parsed = parseOr(text(args, 0, member), member);
    return isObject(parsed) && isObject(parsed.s3) ? parsed.s3 : refuse(member, 'the text is no S3 object');
  },
};

function parseOr(json: string, member: string): Json {
  try {
    return parseJson(json);
  } catch {
    return refuse(member, 'the text is not JSON');
  }
}
