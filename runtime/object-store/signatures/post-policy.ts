import type { Json } from '../../contract.ts';
import { scopeText } from '../../identity/signature-v4.ts';
import { isJsonArray, isJsonObject, parseJson } from '../../json.ts';
import { Failure } from '../failure.ts';
import { checkSignature, keyFor, type SigningKnowledge } from './keys.ts';

/** How many bytes the file may have. */
export interface LengthRange {
  readonly least: number;
  readonly most: number;
}

type Condition =
  | { readonly kind: 'eq' | 'starts-with'; readonly field: string; readonly value: string }
  | ({ readonly kind: 'content-length-range' } & LengthRange);

/** Fields that no condition need name. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
const uncovered = new Set(['x-amz-signature', 'policy', 'file']);

/**
 * Verifies that a form was signed, is still valid, and has exactly the fields that its policy allows.
 *
 * @param fields by lower-case name, with `bucket` as the address names it and `key` as it will be used.
 * @returns the range that the file's length must be in, where the policy names one.
 * @throws {Failure} for any form that the signer did not allow.
 */
export const checkPolicy = (
  knowledge: SigningKnowledge,
  fields: ReadonlyMap<string, string>,
): LengthRange | undefined => {
  const policy = checkForm(knowledge, fields);
  const { expiration, conditions } = readPolicy(policy);
  if (!(knowledge.clock.now() < expiration)) throw denied('Policy expired.');

  const covered = new Set<string>();
  const ranges: LengthRange[] = [];
  for (const condition of conditions) {
    if (condition.kind === 'content-length-range') {
      ranges.push(condition);
      continue;
    }
    const { kind, field, value } = condition;
    const given = fields.get(field) ?? '';
    const holds = kind === 'eq' ? given === value : given.startsWith(value);
    if (!holds) throw denied(`Policy Condition failed: ["${kind}", "$${field}"]`);
    covered.add(field);
  }
  for (const name of fields.keys()) {
    if (!covered.has(name) && !uncovered.has(name) && !name.startsWith('x-ignore-')) {
      throw denied(`Extra input fields: ${name}`);
    }
  }
  if (ranges.length === 0) return undefined;
  return {
    least: Math.max(...ranges.map(({ least }) => least)),
    most: Math.min(...ranges.map(({ most }) => most)),
  };
};

/** The policy, once its signature is found to be ours. */
const checkForm = (knowledge: SigningKnowledge, fields: ReadonlyMap<string, string>): string => {
  const field = (name: string): string => fields.get(name) ?? '';
  if (!fields.has('policy') || !fields.has('x-amz-signature')) throw new Failure('AccessDenied');
  if (fields.has('x-amz-security-token')) throw new Failure('InvalidToken');
  const [accessKeyId = '', date = '', region = '', service = '', ...end] = field('x-amz-credential').split('/');
  const isWhole =
    field('x-amz-algorithm') === 'AWS4-HMAC-SHA256' &&
    /^\d{8}$/.test(date) &&
    field('x-amz-date').startsWith(date) &&
    end.join('/') === 'aws4_request';
  const scope = { date, region, service };
  if (!isWhole)
    throw new Failure(
      'InvalidArgument',
      `The credential must have the form KEY/${scopeText({ ...scope, service: 's3' })}`,
    );
  const key = keyFor(knowledge, accessKeyId, scope, 'InvalidArgument');
  checkSignature(key, field('policy'), field('x-amz-signature'));
  return Buffer.from(field('policy'), 'base64').toString('utf8');
};

const readPolicy = (text: string): { readonly expiration: number; readonly conditions: readonly Condition[] } => {
  const policy = parseJson(text);
  if (!isJsonObject(policy) || typeof policy['expiration'] !== 'string' || !isJsonArray(policy['conditions'])) {
    throw new Failure('InvalidPolicyDocument');
  }
  const conditions = policy['conditions'].flatMap(readCondition);
  return { expiration: Date.parse(policy['expiration']), conditions };
};

const readCondition = (condition: Json): readonly Condition[] => {
  if (isJsonObject(condition)) {
    return Object.entries(condition).map(([name, value]) => {
      if (typeof value !== 'string') throw new Failure('InvalidPolicyDocument');
      return { kind: 'eq', field: name.toLowerCase(), value };
    });
  }
  const [kind, first, second] = isJsonArray(condition) && condition.length === 3 ? condition : [];
  if (kind === 'content-length-range' && isLength(first) && isLength(second)) {
    return [{ kind, least: Number(first), most: Number(second) }];
  }
  if ((kind === 'eq' || kind === 'starts-with') && typeof first === 'string' && typeof second === 'string') {
    if (first.startsWith('$')) return [{ kind, field: first.slice(1).toLowerCase(), value: second }];
  }
  throw new Failure('InvalidPolicyDocument');
};

const isLength = (value: Json | undefined): boolean =>
  (typeof value === 'number' || typeof value === 'string') && /^\d{1,15}$/.test(String(value));

const denied = (why: string): Failure => new Failure('AccessDenied', `Invalid according to Policy: ${why}`);
