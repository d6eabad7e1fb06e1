/** Each rule of the protocol, got wrong: what the checker must notice, and on how small a cast. */
import type { ActorState } from './actors.ts';
import { aReader, aRemover, aWriter } from './actors.ts';
import type { PromiseName } from './promises.ts';
import type { Rules } from './rules.ts';
import { theProtocol } from './rules.ts';

export interface Mistake {
  /** Completes "the checker notices …". */
  readonly sentence: string;
  readonly rules: Rules;
  /** Every promise that falls; each is found with the other promises left aside. */
  readonly breaks: readonly PromiseName[];
  readonly actors: readonly ActorState[];
}

const ann = aWriter('Ann', 'hello');
const annOnce = aWriter('Ann', 'hello', { roundsLeft: 1 });
const annMayCrash = aWriter('Ann', 'hello', { mayCrash: true });
const annsRetry = aWriter("Ann's retry", 'hello');
const bob = aWriter('Bob', 'hi', { roundsLeft: 1 });
const rae = aReader('Rae', 1, 2);
const sam = aReader('Sam', 2, 2);

const withRule = (wrong: Partial<Rules>): Rules => ({ ...theProtocol, ...wrong });

export const mistakes: readonly Mistake[] = [
  {
    sentence: 'a reservation that does not name the rights it rests on',
    rules: withRule({ rights: 'readBeforehand' }),
    breaks: ['P6'],
    actors: [aWriter('Ann', 'hello', { mayLoseRight: true }), aRemover('Max', 'Ann')],
  },
  {
    sentence: 'an entry put without the condition that its slot is absent',
    rules: withRule({ slotPut: 'always' }),
    breaks: ['write-once', 'P1', 'P2'],
    actors: [ann, rae, sam],
  },
  {
    sentence: 'a claim put after the slot instead of with it',
    rules: withRule({ claim: 'afterTheSlot' }),
    breaks: ['P3'],
    actors: [ann, annsRetry],
  },
  {
    sentence: 'a claim looked up before instead of claimed with the slot',
    rules: withRule({ claim: 'lookedUpBefore' }),
    breaks: ['P3'],
    actors: [ann, annsRetry],
  },
  {
    sentence: 'a retry answered with its own position instead of the claimed one',
    rules: withRule({ retryAnswers: 'ownSeq' }),
    breaks: ['P1', 'P3'],
    actors: [ann, annsRetry],
  },
  {
    sentence: 'a writer that acknowledges although its position was sealed',
    rules: withRule({ whenVoided: 'acknowledge' }),
    breaks: ['P1'],
    actors: [ann, rae],
  },
  {
    sentence: 'a seal put without the condition that the slot is absent',
    rules: withRule({ seal: 'always' }),
    breaks: ['write-once', 'P1', 'P2'],
    actors: [ann, rae, sam],
  },
  {
    sentence: 'readers that never seal',
    rules: withRule({ seal: 'never' }),
    breaks: ['P4'],
    actors: [annMayCrash, rae],
  },
  {
    sentence: 'a reader that takes what it tried to seal for VOID, without looking again',
    rules: withRule({ afterSealing: 'assumeVoid' }),
    breaks: ['P1', 'P2'],
    actors: [ann, rae, sam],
  },
  {
    sentence: 'a cursor that moves to the greatest position seen, across a hole',
    rules: withRule({ cursor: 'greatestSeen' }),
    breaks: ['P1', 'P2'],
    actors: [annOnce, bob, aReader('Rae', 1, 1), aReader('Sam', 2, 1)],
  },
  {
    sentence: 'a cursor that moves to lastSeq',
    rules: withRule({ cursor: 'lastSeq' }),
    breaks: ['P1', 'P2'],
    actors: [ann, rae, sam],
  },
];
