import { resolve } from 'node:path';
import { parse } from 'acorn';
import { bundleResolvers } from '../../tools/bundle-resolvers.ts';
import type { AppSyncError, Evaluation, Json, ResolverContext } from '../contract.ts';
import { createEvaluator, RefusedCode, type Problem } from '../evaluator/index.ts';
import { aContext } from '../evaluator/test-support.ts';

export interface CodeToEvaluate {
  /** JavaScript as AppSync takes it, or a file under `resolvers/` without its ending: `functions/readMembership`. */
  readonly from: { readonly code: string } | { readonly entry: string; readonly root?: string };
  readonly handler: 'request' | 'response';
  /** `ctx`; what is left out is empty. */
  readonly context?: Partial<ResolverContext>;
  /** Epoch milliseconds; what handlers take for now. Default: this machine's clock. */
  readonly now?: () => number;
}

export interface CodeError {
  /** `PARSER_ERROR`: this is no JavaScript. `LINT_ERROR`: APPSYNC_JS has not got it. */
  readonly errorType: string;
  readonly value: string;
  /** In the code that was evaluated, both from 1. */
  readonly location: { readonly line: number; readonly column: number };
}

/** The answer of AWS's EvaluateCode. Texts that hold values are JSON. */
export interface CodeEvaluation {
  /** What the handler returned, also through `runtime.earlyReturn`; missing when it failed. */
  readonly evaluationResult?: string;
  /** What it failed with; `codeErrors` is empty when the code itself is fine. */
  readonly error?: { readonly message: string; readonly codeErrors: readonly CodeError[] };
  /** `INFO - code.js: "hello" 1`, or `ERROR - …`. AWS adds line and column to `code.js`. */
  readonly logs: readonly string[];
  readonly stash: string;
  /** The errors that the GraphQL answer would get: of `util.appendError`, and last the one that ended the handler. */
  readonly outErrors: string;
}

/**
 * Evaluates one handler with a context, as AWS's EvaluateCode does, on this machine and without its limit on the size of
 * the context. Each call has a realm of its own. What a handler does never rejects.
 *
 * Not compared with the service: whether AWS lists the error of `util.error` in `outErrors`, and the words of code errors.
 * Source: "EvaluateCode", "EvaluateCodeErrorDetail" and "CodeError" in the AppSync API reference.
 *
 * @throws {Error} for an `entry` that does not exist.
 */
export async function evaluateCode({ from, handler, context, now }: CodeToEvaluate): Promise<CodeEvaluation> {
  const logs: string[] = [];
  const evaluator = createEvaluator({
    ...(now === undefined ? {} : { now }),
    log: (level, values) => void logs.push(logLine(level, values)),
  });
  const given = aContext(context);
  const stash = JSON.stringify(given.stash);
  const code = 'code' in from ? from.code : await bundled(from);
  try {
    const loaded = evaluator.load({ name: 'code.js', code });
    if (!loaded.has(handler)) {
      const message = `unable to evaluate; the code exports no ${handler} handler`;
      return { error: { message, codeErrors: [] }, logs, stash, outErrors: '[]' };
    }
    return answerOf(loaded.evaluate(handler, given), logs);
  } catch (cause) {
    if (!(cause instanceof RefusedCode)) throw cause;
    const errorType = parses(code) ? 'LINT_ERROR' : 'PARSER_ERROR';
    const codeErrors = cause.problems.map((problem) => codeErrorOf(errorType, problem));
    return { error: { message: 'The code contains one or more errors.', codeErrors }, logs, stash, outErrors: '[]' };
  }
}

async function bundled({ entry, root }: { readonly entry: string; readonly root?: string }): Promise<string> {
  const bundles = await bundleResolvers({ root: root ?? resolve(import.meta.dirname, '../..'), entries: [entry] });
  return bundles.get(entry) ?? '';
}

function answerOf({ outcome, appended, stash }: Evaluation, logs: readonly string[]): CodeEvaluation {
  const failure: readonly AppSyncError[] = outcome.kind === 'failed' ? [{ ...data(outcome), ...outcome.error }] : [];
  return {
    ...(outcome.kind === 'failed'
      ? { error: { message: outcome.error.message, codeErrors: [] } }
      : { evaluationResult: JSON.stringify(outcome.value) }),
    logs,
    stash: JSON.stringify(stash),
    outErrors: JSON.stringify([...appended, ...failure]),
  };
}

const data = ({ data: value }: { readonly data?: Json }) => (value === undefined ? {} : { data: value });

const codeErrorOf = (errorType: string, { line, column, what }: Problem): CodeError => ({
  errorType,
  value: what,
  location: { line, column },
});

function parses(code: string): boolean {
  try {
    parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
    return true;
  } catch {
    return false;
  }
}

const logLine = (level: 'log' | 'error', values: readonly Json[]): string =>
  `${level === 'error' ? 'ERROR' : 'INFO'} - code.js: ${values.map((value) => JSON.stringify(value)).join(' ')}`;
