import fc from 'fast-check';

export const users = ['ann', 'bob'] as const;
export type UserName = (typeof users)[number];

/** Readers with a cursor of their own; Ann has two devices. */
export const readers = { "ann's phone": 'ann', "ann's laptop": 'ann', "bob's phone": 'bob' } as const;
export type ReaderName = keyof typeof readers;

/** What goes wrong with one operation of an act. A crash ends the act there: nothing after it ever runs. */
export type Fault = 'throttled' | 'conflict' | 'timedOutBefore' | 'timedOutAfter' | 'crashBefore' | 'crashAfter';
export const everyFault: readonly Fault[] = [
  'throttled',
  'conflict',
  'timedOutBefore',
  'timedOutAfter',
  'crashBefore',
  'crashAfter',
];

export type Act = Course &
  (
    | { readonly kind: 'send'; readonly who: UserName; readonly id: number }
    | { readonly kind: 'read'; readonly who: ReaderName; readonly limit: number }
    /** Marks the nth of the messages that were acknowledged so far. */
    | { readonly kind: 'mark'; readonly who: UserName; readonly nth: number }
    /** More than the grace time goes by. */
    | { readonly kind: 'pass' }
  );

/** What becomes of an act's operations, by their number from 0. */
export interface Course {
  readonly faults: ReadonlyMap<number, Fault>;
  /** This one waits until the other acts of the wave are over: a machine that stalled, a packet that was late. */
  readonly slow: number | null;
}

export interface Plan {
  /** The acts of a wave overlap; each wave waits for the one before. */
  readonly waves: readonly (readonly Act[])[];
  /** Whose turn is next, in the order of choosing; taken again from the start when used up. */
  readonly turns: readonly number[];
  /** Page sizes for reading it all at the end. */
  readonly pages: readonly [number, number];
}

const smooth: Course = { faults: new Map(), slow: null };

const course: fc.Arbitrary<Course> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(smooth) },
  { weight: 2, arbitrary: fc.nat(3).map((slow) => ({ ...smooth, slow })) },
  {
    weight: 3,
    arbitrary: fc
      .record({ at: fc.nat(5), fault: fc.constantFrom(...everyFault), slow: fc.option(fc.nat(3)) })
      .map(({ at, fault, slow }) => ({ faults: new Map([[at, fault]]), slow })),
  },
);

const send = fc.record({ kind: fc.constant('send'), who: fc.constantFrom(...users), id: fc.nat(2) });
const read = fc.record({
  kind: fc.constant('read'),
  who: fc.constantFrom<ReaderName>("ann's phone", "ann's laptop", "bob's phone"),
  limit: fc.integer({ min: 1, max: 5 }),
});
const mark = fc.record({ kind: fc.constant('mark'), who: fc.constantFrom(...users), nth: fc.nat(5) });
const pass = fc.constant({ kind: 'pass' as const, ...smooth });

const doing = fc.oneof({ weight: 6, arbitrary: send }, { weight: 5, arbitrary: read }, { weight: 1, arbitrary: mark });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(doing, course).map(([what, how]) => ({ ...what, ...how })) },
  { weight: 1, arbitrary: pass },
);

/** The moment that the protocol is made for, which chance alone finds too seldom: a writer that readers may give up. */
const stallBeforeWriting: Course = { ...smooth, slow: 2 };
const lateWriter: fc.Arbitrary<readonly Act[]> = fc
  .tuple(send, pass, read, act)
  .map(([late, passing, reading, any]) => [
    { ...late, ...stallBeforeWriting },
    passing,
    { ...reading, ...smooth },
    any,
  ]);

/** Two devices of one user that mark different messages, each having read where the pointer stands. */
const twoDevices: fc.Arbitrary<readonly Act[]> = fc
  .tuple(mark, fc.nat(5), act)
  .map(([first, nth, any]) => [{ ...first, ...smooth, slow: 1 }, { ...first, nth, ...smooth }, any]);

const wave: fc.Arbitrary<readonly Act[]> = fc.oneof(
  { weight: 6, arbitrary: fc.array(act, { minLength: 1, maxLength: 5, size: 'max' }) },
  { weight: 2, arbitrary: lateWriter },
  { weight: 1, arbitrary: twoDevices },
);

const pageSize = fc.integer({ min: 1, max: 6 });

export const plans: fc.Arbitrary<Plan> = fc.record({
  waves: fc.array(wave, { minLength: 1, maxLength: 5, size: 'max' }),
  turns: fc.array(fc.nat(11), { minLength: 1, maxLength: 40, size: 'max' }),
  pages: fc.tuple(pageSize, pageSize),
});
