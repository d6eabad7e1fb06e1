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

export type Act = { readonly faults: Faults } & (
  | { readonly kind: 'send'; readonly who: UserName; readonly id: number }
  | { readonly kind: 'read'; readonly who: ReaderName; readonly limit: number }
  /** Marks the nth of the messages that were acknowledged so far. */
  | { readonly kind: 'mark'; readonly who: UserName; readonly nth: number }
  /** More than the grace time goes by. */
  | { readonly kind: 'pass' }
);

/** By the number of the operation in its act, from 0. */
export type Faults = ReadonlyMap<number, Fault>;

export interface Plan {
  /** The acts of a wave overlap; each wave waits for the one before. */
  readonly waves: readonly (readonly Act[])[];
  /** Whose turn is next, in the order of choosing; taken again from the start when used up. */
  readonly turns: readonly number[];
  /** Page sizes for reading it all at the end. */
  readonly pages: readonly [number, number];
}

const faults: fc.Arbitrary<Faults> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(new Map<number, Fault>()) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(7), fc.constantFrom(...everyFault)).map((fault) => new Map([fault])),
  },
);

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('send'), who: fc.constantFrom(...users), id: fc.nat(2), faults }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('read'),
      who: fc.constantFrom<ReaderName>("ann's phone", "ann's laptop", "bob's phone"),
      limit: fc.integer({ min: 1, max: 5 }),
      faults,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('mark'), who: fc.constantFrom(...users), nth: fc.nat(5), faults }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'pass' as const, faults: new Map<number, Fault>() }) },
);

const pageSize = fc.integer({ min: 1, max: 6 });

export const plans: fc.Arbitrary<Plan> = fc.record({
  waves: fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
  turns: fc.array(fc.nat(11), { minLength: 1, maxLength: 40 }),
  pages: fc.tuple(pageSize, pageSize),
});
