/**
 * The session log's promises on every interleaving of the protocol's steps (`docs/session-log.md`).
 *
 * `PARLEY_MODEL_DEPTH=2` lets every reader read once more: about five times the states, a minute and 0.9 GB instead of
 * seconds.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { Verdict } from './model/checker.ts';
import { check, TooManyStates } from './model/checker.ts';
import { mistakes } from './model/mistakes.ts';
import type { Rules } from './model/rules.ts';
import { theProtocol } from './model/rules.ts';
import type { Scenario } from './model/scenarios.ts';
import { scenarios } from './model/scenarios.ts';
import { aReader, aWriter } from './model/actors.ts';

const depth = depthFrom(process.env['PARLEY_MODEL_DEPTH']);
const timeout = depth * 150_000;
const otherOrder: Rules = { ...theProtocol, readOrder: 'slotsFirst', sealing: 'oneByOne' };
/** Each is worked out once, by whichever test asks first. */
const verdicts = new Map<string, Verdict>();

function depthFrom(setting: string | undefined): number {
  if (setting === undefined || setting === '1') return 1;
  if (setting === '2') return 2;
  throw new RangeError(`unable to set the depth of the model; PARLEY_MODEL_DEPTH is 1 or 2, not "${setting}"`);
}

function verdictOn(rules: Rules, { sentence, actors }: Scenario): Verdict {
  const name = `${rules.readOrder}: ${sentence}`;
  const verdict = verdicts.get(name) ?? check(rules, actors);
  verdicts.set(name, verdict);
  return verdict;
}

describe('P1, P2, P3, P4 and P6 hold for', () => {
  for (const scenario of scenarios(depth)) {
    it(scenario.sentence, { timeout }, () => {
      expect(verdictOn(theProtocol, scenario).counterexample).toBeUndefined();
    });
  }
});

describe('P1, P2, P3, P4 and P6 hold, the slots being read before META and sealed one by one, for', () => {
  for (const scenario of scenarios(depth - 1)) {
    it(scenario.sentence, { timeout }, () => {
      expect(verdictOn(otherOrder, scenario).counterexample).toBeUndefined();
    });
  }
});

describe('the checker notices', () => {
  for (const { sentence, rules, actors, breaks } of mistakes) {
    for (const promise of breaks) {
      it(`that ${promise} falls with ${sentence}`, () => {
        const { counterexample } = check(rules, actors, { promises: [promise] });
        expect(counterexample).toContain(`broken ${promise}: `);
      });
    }

    it(`nothing on the same cast without ${sentence}`, () => {
      expect(check(theProtocol, actors).counterexample).toBeUndefined();
    });
  }
});

describe('the checker itself', () => {
  it('tells a counterexample as the steps that lead to it, each with the log after it', () => {
    const { counterexample } = check({ ...theProtocol, seal: 'always' }, [
      aWriter('Ann', 'hello'),
      aReader('Rae', 1, 1),
    ]);
    expect(counterexample?.split('\n')).toEqual([
      'Ann reserves 1  ->  lastSeq 1, [1: ABSENT]',
      'Rae reads META: lastSeq 1  ->  lastSeq 1, [1: ABSENT]',
      'Rae reads slots 1…: [ABSENT]  ->  lastSeq 1, [1: ABSENT]',
      'Ann writes 1 and is acknowledged  ->  lastSeq 1, [1: MESSAGE hello by Ann]',
      'Rae seals 1  ->  lastSeq 1, [1: VOID]',
      'broken write-once: position 1 changed from "MESSAGE hello by Ann" to "VOID"',
    ]);
  });

  it('refuses to call a check complete that it had to cut short', () => {
    const cast = [aWriter('Ann', 'hello'), aWriter('Bob', 'hi')];
    expect(() => check(theProtocol, cast, { mostStates: 5 })).toThrow(TooManyStates);
  });

  it('leads the actors to every place that the protocol has', { timeout: 2 * timeout }, () => {
    const places = {
      writer: ['start', 'write', 'readClaim', 'readMessage', 'sealOwn', 'acknowledged', 'refused', 'crashed'],
      reader: ['start', 'readMeta', 'readSlots', 'seal', 'readAgain'],
      remover: ['start', 'commit', 'done', 'refused'],
    };
    const all = Object.entries(places).flatMap(([role, names]) => names.map((name) => `${role} ${name}`));
    const reached = [
      ...scenarios(depth).map((scenario) => verdictOn(theProtocol, scenario)),
      ...scenarios(depth - 1).map((scenario) => verdictOn(otherOrder, scenario)),
    ].flatMap((verdict) => [...verdict.reached]);
    expect(reached).toEqual(expect.arrayContaining(all));
  });
});

afterAll(() => {
  const tally = [...verdicts].map(([name, { states }]) => `${String(states).padStart(9)} states, ${name}`);
  console.info(['Session log, states explored:', ...tally].join('\n'));
});
