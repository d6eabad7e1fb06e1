import { describe, expect, it } from 'vitest';
import { evaluateCode } from './index.ts';

const imports = "import { util, runtime } from '@aws-appsync/utils';";
const handler = (body: string) => `${imports}\nexport function request(ctx) { ${body} }`;
const evaluate = (body: string, context = {}) =>
  evaluateCode({ from: { code: handler(body) }, handler: 'request', context });

describe('evaluateCode', () => {
  it('answers what the handler returned as JSON text, and no error', async () => {
    const answer = await evaluate('return { id: ctx.args.id, sub: ctx.identity.sub, none: undefined };', {
      arguments: { id: 'p-1' },
      identity: { sub: 'ann' },
    });
    expect(answer).toEqual({
      evaluationResult: '{"id":"p-1","sub":"ann"}',
      logs: [],
      stash: '{}',
      outErrors: '[]',
    });
  });

  it('answers the stash as the handler left it, also when it failed', async () => {
    const { stash } = await evaluate('ctx.stash.seen = [ctx.stash.at]; util.error("no");', { stash: { at: 1 } });
    expect(JSON.parse(stash)).toEqual({ at: 1, seen: [1] });
  });

  it('answers logs in their order, with their level', async () => {
    const { logs } = await evaluate('console.log("id", ctx.args.id); console.error({ a: 1 }); return null;', {
      arguments: { id: 'p-1' },
    });
    expect(logs).toEqual(['INFO - code.js: "id" "p-1"', 'ERROR - code.js: {"a":1}']);
  });

  it('answers what util.error says, after what was appended, and no result', async () => {
    const answer = await evaluate(
      'util.appendError("odd", "Odd", null, { n: 1 }); util.error("no", "Refused", { a: 1 }, { b: 2 });',
    );
    expect(answer).not.toHaveProperty('evaluationResult');
    expect(answer.error).toEqual({ message: 'no', codeErrors: [] });
    expect(JSON.parse(answer.outErrors)).toMatchObject([
      { message: 'odd', errorType: 'Odd', errorInfo: { n: 1 } },
      { message: 'no', errorType: 'Refused', data: { a: 1 }, errorInfo: { b: 2 } },
    ]);
  });

  it('answers an exception with its place in the code', async () => {
    const { error } = await evaluate('return ctx.args.post.id;');
    expect(error?.message).toMatch(/^code\.js:2:\d+: TypeError: /);
  });

  it('answers the value of an early return as the result', async () => {
    expect((await evaluate('runtime.earlyReturn({ done: true });')).evaluationResult).toBe('{"done":true}');
  });

  it('tells code that is no JavaScript from code that APPSYNC_JS has not got, with every place', async () => {
    expect((await evaluate('return {')).error?.codeErrors).toEqual([
      { errorType: 'PARSER_ERROR', value: 'Unexpected token', location: { line: 2, column: 42 } },
    ]);
    const { error } = await evaluate('while (true) { ctx.n++; }');
    expect(error?.codeErrors.map(({ errorType, location }) => [errorType, location.line])).toEqual([
      ['LINT_ERROR', 2],
      ['LINT_ERROR', 2],
    ]);
  });

  it('says so when the code has no such handler', async () => {
    const { error } = await evaluateCode({ from: { code: handler('return null;') }, handler: 'response' });
    expect(error?.message).toBe('unable to evaluate; the code exports no response handler');
  });

  it('takes the time it is given', async () => {
    const from = { code: handler('return util.time.nowISO8601();') };
    const { evaluationResult } = await evaluateCode({ from, handler: 'request', now: () => 0 });
    expect(evaluationResult).toBe('"1970-01-01T00:00:00.000Z"');
  });

  it('bundles an entry of the repository first, and rejects for one that is not there', async () => {
    const { error, outErrors } = await evaluateCode({
      from: { entry: 'Query.chatSession' },
      handler: 'request',
      context: { arguments: { sessionId: 's' }, identity: { sub: 'a#b' } },
    });
    expect(error?.message).toBe(
      'unable to open the session; the user id in the token has a character that ids cannot have',
    );
    expect(JSON.parse(outErrors)).toMatchObject([{ errorType: 'BadInput' }]);
    await expect(evaluateCode({ from: { entry: 'Query.nothing' }, handler: 'request' })).rejects.toThrow();
  });
});
