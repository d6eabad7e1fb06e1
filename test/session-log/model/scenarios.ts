/** The casts whose every interleaving is tried. */
import type { ActorState } from './actors.ts';
import { aReader, aWriter } from './actors.ts';

export interface Scenario {
  /** Completes "The promises hold for …". */
  readonly sentence: string;
  readonly actors: readonly ActorState[];
}

const crashing = { mayCrash: true } as const;

/** `depth` 1 is what every test run affords; each further one lets readers read once more and adds larger casts. */
export function scenarios(depth: number): readonly Scenario[] {
  const reads = depth + 1;
  return [
    {
      sentence: 'two writers and a reader of pages of one',
      actors: [aWriter('Ann', 'hello'), aWriter('Bob', 'hi'), aReader('Rae', 1, reads + 1)],
    },
    {
      sentence: 'a writer that may crash after any operation, and two readers',
      actors: [aWriter('Ann', 'hello', crashing), aReader('Rae', 1, reads), aReader('Sam', 2, reads)],
    },
    {
      sentence: 'a retry that overlaps its original, and a reader',
      actors: [aWriter('Ann', 'hello'), aWriter('Ann again', 'hello'), aReader('Rae', 1, reads)],
    },
    {
      sentence: 'a transaction whose reply is lost and which is sent again, and a reader',
      actors: [aWriter('Ann', 'hello', { mayResend: true }), aWriter('Bob', 'hi'), aReader('Rae', 2, reads)],
    },
    {
      sentence: 'a writer whose position is sealed in all of its three rounds',
      actors: [aWriter('Ann', 'hello', crashing), aReader('Rae', 1, 3), aReader('Sam', 2, 3)],
    },
    {
      sentence: 'two writers and two readers with pages of one and of two',
      actors: [
        aWriter('Ann', 'hello', { roundsLeft: 2 }),
        aWriter('Bob', 'hi', { roundsLeft: 2 }),
        aReader('Rae', 1, reads),
        aReader('Sam', 2, reads),
      ],
    },
    {
      sentence: 'an original that may crash, its retry and two readers',
      actors: [
        aWriter('Ann', 'hello', { mayCrash: true, mayResend: true, roundsLeft: 2 }),
        aWriter('Ann again', 'hello', { roundsLeft: 2 }),
        aReader('Rae', 1, reads),
        aReader('Sam', 2, reads),
      ],
    },
    {
      sentence: 'a change that may crash among messages, and two readers',
      actors: [
        aWriter('Ann', 'hello', { mayCrash: true, roundsLeft: 1 }),
        aWriter('Bob', 'edit', { is: 'CHANGE', mayCrash: true, roundsLeft: 1 }),
        aReader('Rae', 1, reads),
        aReader('Sam', 2, reads),
      ],
    },
    {
      sentence: 'two retries, an other writer that may crash, and a reader',
      actors: [
        aWriter('Ann', 'hello', { roundsLeft: 1 }),
        aWriter('Ann again', 'hello', { roundsLeft: 1 }),
        aWriter('Bob', 'hi', { mayCrash: true, roundsLeft: 1 }),
        aReader('Rae', 2, reads),
      ],
    },
  ];
}
