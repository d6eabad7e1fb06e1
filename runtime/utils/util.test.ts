import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../contract.ts';
import { createEvaluator } from '../evaluator/index.ts';
import { valueOf } from '../evaluator/test-support.ts';

const failure = (why: string): unknown => expect.stringContaining(why);

describe('text', () => {
  it.each([
    [String.raw`util.escapeJavaScript("it's \"é\" </a>\\\n")`, String.raw`it\'s \"\u00E9\" <\/a>\\\n`],
    ["util.urlEncode('a b&c=é*~.-_!')", 'a+b%26c%3D%C3%A9*%7E.-_%21'],
    ["util.urlDecode('a+b%26c%3D%C3%A9%7E')", 'a b&c=é~'],
    ["util.base64Encode('héllo')", 'aMOpbGxv'],
    ["util.base64Decode('aMOpbGxv')", 'héllo'],
    ["util.base64Decode('YQ')", 'a'],
    [String.raw`util.str.normalize('e\u0301', 'nfc')`, 'é'],
    [String.raw`util.str.normalize('\uFB01', 'nfkd')`, 'fi'],
  ])('%s', (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });

  it.each([
    ["util.urlDecode('%')", 'unable to call util.urlDecode; the text is malformed'],
    ["util.base64Decode('no base64')", 'unable to call util.base64Decode; the text is not base64'],
    ["util.str.normalize('a', 'NFC')", 'the form is none of nfc, nfd, nfkc, nfkd'],
    ['util.urlEncode(1)', 'argument 1 is not a string'],
  ])('%s fails', (expression, why) => {
    expect(valueOf(expression)).toEqual(failure(why));
  });
});

describe('util.matches takes the patterns of Java and asks for the whole text', () => {
  it.each([
    ['a*b', 'aaaaab', true],
    ['a*b', 'aaaaabc', false],
    ['[a-z&&[^x]]+', 'abc', true],
    ['[a-z&&[^x]]+', 'axc', false],
    ['[a-z&&def]', 'e', true],
    ['[^a-c]', 'b', false],
    [String.raw`[\w.+-]+@[\w.-]+`, 'ann-b+c@mail.example', true],
    ['[-a]+', '-a-', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['(?i)abc', 'ABC', true],
    [String.raw`\Qa.b\E+`, 'a.b', true],
    [String.raw`\Qa.b\E`, 'axb', false],
    ['[(){}]+', '({})', true],
    [String.raw`\@\#\-`, '@#-', true],
    [String.raw`[\@\-]+`, '-@', true],
    [String.raw`\p{Alpha}+\P{Digit}`, 'abc', true],
    [String.raw`\p{L}+`, 'éa', true],
    [String.raw`\s`, '\u00a0', false],
    [String.raw`(?<day>\d{2})-\k<day>`, '01-01', true],
    [String.raw`\Aab\z`, 'ab', true],
  ])('%s on %j is %s', (pattern, text, matching) => {
    expect(valueOf('util.matches(ctx.args.pattern, ctx.args.text)', { arguments: { pattern, text } })).toBe(matching);
  });

  it.each([
    ['a++', 'does not have a possessive quantifier'],
    ['(?>a)', 'does not have an atomic group'],
    ['a(?i)b', 'does not have flags for a part of the pattern'],
    [String.raw`\G`, String.raw`does not have the escape \G`],
    [String.raw`\p{InGreek}`, 'does not have the property InGreek'],
    ['(', 'the pattern is no regular expression'],
  ])('%s fails by name', (pattern, why) => {
    expect(valueOf('util.matches(ctx.args.pattern, "a")', { arguments: { pattern } })).toEqual(failure(why));
  });
});

describe('identifiers and chance', () => {
  const evaluator = createEvaluator({
    now: () => 1_469_918_176_385,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => 0xff),
  });

  it.each([
    ['util.autoId()', 'ffffffff-ffff-4fff-bfff-ffffffffffff'],
    ['util.autoUlid()', '01ARYZ6S41ZZZZZZZZZZZZZZZZ'],
    ['util.math.randomWithinRange(3, 7)', 6],
    ['util.math.randomDouble() < 1 && util.math.randomDouble() > 0.99', true],
  ])('%s', (expression, value) => {
    expect(valueOf(expression, {}, evaluator)).toBe(value);
  });

  it('writes a KSUID as its reference implementation does', () => {
    const payload = Uint8Array.from(Buffer.from('b5a1cd34b5f99d1154fb6853345c9735', 'hex'));
    const reference = createEvaluator({ now: () => 1_507_608_047_000, randomBytes: () => payload });
    expect(valueOf('util.autoKsuid()', {}, reference)).toBe('0ujtsYcgvSTl8PAuAdqWYSMnLOv');
  });

  it('never gives two identifiers alike', () => {
    expect(valueOf('util.autoId() !== util.autoId() && util.autoUlid() !== util.autoUlid()')).toBe(true);
  });
});

describe('util.math', () => {
  it.each([
    ['util.math.roundNum(1.5)', 2],
    ['util.math.roundNum(-1.5)', -1],
    ['util.math.minVal(1, -2)', -2],
    ['util.math.maxVal(1, -2)', 1],
    ['util.math.randomWithinRange(2, 2)', failure('the range is empty')],
    ["util.math.minVal('1', 2)", failure('argument 1 is not a number')],
  ])('%s', (expression, value) => {
    expect(valueOf(expression)).toEqual(value);
  });
});

describe('util.http', () => {
  it('copies headers without those of one connection', () => {
    const headers = '{ Host: "a", "content-length": "1", Authorization: "t", "x-a": "b" }';
    expect(valueOf(`util.http.copyHeaders(${headers})`)).toEqual({ Authorization: 't', 'x-a': 'b' });
  });
});

describe('util.authType', () => {
  const iam = { accountId: '1', userArn: 'arn:aws:iam::1:user/ann', username: 'AIDA', sourceIp: ['1.2.3.4'] };
  const oidc = { sub: 'ann', issuer: 'https://id.example', claims: { sub: 'ann' } };
  const userPool = { ...oidc, username: 'ann', sourceIp: ['1.2.3.4'], groups: null, defaultAuthStrategy: 'ALLOW' };

  it.each<[string, JsonObject | null, string]>([
    ['no identity', null, 'API Key Authorization'],
    ['an empty identity', {}, 'Lambda Authorization'],
    ['a resolver context', { resolverContext: { userId: 'ann' } }, 'Lambda Authorization'],
    ['an IAM identity', iam, 'IAM Authorization'],
    ['an IAM identity without a source address', { ...iam, sourceIp: null }, 'API Key Authorization'],
    ['a user pool identity', userPool, 'User Pool Authorization'],
    ['a user pool identity without strategy', { ...userPool, defaultAuthStrategy: null }, 'API Key Authorization'],
    ['an OpenID Connect identity', oidc, 'Open ID Connect Authorization'],
    ['claims alone', { claims: {} }, 'API Key Authorization'],
  ])('%s', (_, identity, mode) => {
    expect(valueOf('util.authType()', { identity })).toBe(mode);
  });
});

describe('what the local runtime does not have', () => {
  it.each([
    ["util.xml.toMap('<a/>')", 'unable to call util.xml.toMap; the local runtime does not have it'],
    ['util.rds.toJsonObject("")', 'unable to call util.rds.toJsonObject; the local runtime does not have it'],
    ["util.http.addResponseHeader('a', 1)", 'unable to call util.http.addResponseHeader; the local runtime does not'],
    ['rds.typeHint.UUID("")', 'unable to call rds.typeHint.UUID; the local runtime does not have it'],
    ['rds.sql`select 1`', 'unable to call rds.sql; the local runtime does not have it'],
  ])('%s fails by name', (expression, message) => {
    expect(valueOf(expression)).toEqual(failure(message));
  });
});

describe('@aws-appsync/utils/ai', () => {
  it.each([
    ["ai.invokeModel({ modelId: 'm', body: { a: 1 } })", { operation: 'InvokeModel', modelId: 'm', body: { a: 1 } }],
    ["ai.converse({ modelId: 'm', messages: [] })", { operation: 'Converse', modelId: 'm', messages: [] }],
  ])('%s', (expression, request) => {
    expect(valueOf(expression)).toEqual(request);
  });
});
