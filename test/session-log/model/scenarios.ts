/** The casts whose every interleaving is tried. */
import type { ActorState } from './actors.ts';
import { aReader, aRemover, aWriter } from './actors.ts';

export interface Scenario {
  /** Completes "the promises hold for …". */
  readonly sentence: string;
  readonly actors: readonly ActorState[];
}

const crashing = { mayCrash: true } as const;

/**
 * Rae reads pages of one item, Sam pages of two. `depth` 1 is what every test run affords; each further one lets every
 * reader read once more.
 */
export function scenarios(depth: number): readonly Scenario[] {
  const rae = (reads: number): ActorState => aReader('Rae', 1, reads + depth - 1);
  const sam = (reads: number): ActorState => aReader('Sam', 2, reads + depth - 1);
  return [
    {
      sentence: 'two writers and a reader',
      actors: [aWriter('Ann', 'hello'), aWriter('Bob', 'hi'), rae(3)],
    },
    {
      sentence: 'a writer that may crash after any operation, and two readers',
      actors: [aWriter('Ann', 'hello', crashing), rae(2), sam(2)],
    },
    {
      sentence: 'a retry that overlaps its original, and a reader',
      actors: [aWriter('Ann', 'hello'), aWriter("Ann's retry", 'hello'), rae(2)],
    },
    {
      sentence: 'a transaction whose reply is lost and which is sent again, another writer and a reader',
      actors: [aWriter('Ann', 'hello', { mayResend: true }), aWriter('Bob', 'hi'), sam(2)],
    },
    {
      sentence: 'a writer whose position may be sealed in both of its rounds, and two readers',
      actors: [aWriter('Ann', 'hello', crashing), rae(3), sam(3)],
    },
    {
      sentence: 'two writers and two readers',
      actors: [aWriter('Ann', 'hello'), aWriter('Bob', 'hi'), rae(2), sam(2)],
    },
    {
      sentence: 'an original that may crash, its retry and two readers',
      actors: [aWriter('Ann', 'hello', crashing), aWriter("Ann's retry", 'hello'), rae(2), sam(1)],
    },
    {
      sentence: 'two writers that may both crash, and two readers',
      actors: [
        aWriter('Ann', 'hello', { mayCrash: true, roundsLeft: 1 }),
        aWriter('Bob', 'hi', { mayCrash: true, roundsLeft: 1 }),
        rae(2),
        sam(2),
      ],
    },
    {
      sentence: 'a message and a change that may both crash, and two readers',
      actors: [
        aWriter('Ann', 'hello', { mayCrash: true, roundsLeft: 1 }),
        aWriter('Bob', 'edit', { is: 'CHANGE', mayCrash: true, roundsLeft: 1 }),
        rae(2),
        sam(2),
      ],
    },
    {
      sentence: 'an original, its retry, another writer that may crash, and a reader',
      actors: [
        aWriter('Ann', 'hello', { roundsLeft: 1 }),
        aWriter("Ann's retry", 'hello', { roundsLeft: 1 }),
        aWriter('Bob', 'hi', { mayCrash: true, roundsLeft: 1 }),
        sam(2),
      ],
    },
    {
      sentence: 'a member who writes while someone removes them, another writer, and a reader',
      actors: [
        aWriter('Ann', 'hello', { mayCrash: true, mayLoseRight: true }),
        aWriter('Bob', 'hi', { roundsLeft: 1 }),
        aRemover('Max', 'Ann'),
        rae(2),
      ],
    },
    {
      sentence:
        'two writers that may crash, a third that is slower than readers wait, and a reader that seals them together',
      actors: [
        aWriter('Ann', 'hello', { mayCrash: true, roundsLeft: 1 }),
        aWriter('Bob', 'hi', { mayCrash: true, roundsLeft: 1 }),
        aWriter('Cat', 'hey'),
        aReader('Tom', 3, 1 + depth),
      ],
    },
  ];
}
