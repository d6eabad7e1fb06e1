/**
 * The protocol's rules, each as a named choice. `theProtocol` is what Parley does; every other value is a mistake that
 * someone could make, kept here so that the checker can prove that it would notice.
 */
export interface Rules {
  /** The put of SLOT(n) in the writer's transaction. */
  readonly slotPut: 'ifAbsent' | 'always';
  /** When CLAIM is examined and written. */
  readonly claim: 'inTransaction' | 'afterTheSlot' | 'lookedUpBefore';
  /** How a reservation rests on the writer's right, which was read before. */
  readonly rights: 'namedByReservation' | 'readBeforehand';
  /** The position that a retry is answered with. */
  readonly retryAnswers: 'claimedSeq' | 'ownSeq';
  /** What a writer does that finds its position sealed. */
  readonly whenVoided: 'reserveAgain' | 'acknowledge';
  /** How holes are sealed. */
  readonly seal: 'ifAbsent' | 'always' | 'never';
  /** Whether a read seals its holes in one transaction, as the resolver does, or in a put each, as the use case does. */
  readonly sealing: 'together' | 'oneByOne';
  /** What a reader answers from after it tried to seal. */
  readonly afterSealing: 'readAgain' | 'assumeVoid';
  /** Where a read moves the cursor. */
  readonly cursor: 'contiguous' | 'greatestSeen' | 'lastSeq';
  /** Which of the two reads comes first; they are never atomic with each other. */
  readonly readOrder: 'metaFirst' | 'slotsFirst';
}

export const theProtocol: Rules = {
  slotPut: 'ifAbsent',
  claim: 'inTransaction',
  rights: 'namedByReservation',
  retryAnswers: 'claimedSeq',
  whenVoided: 'reserveAgain',
  seal: 'ifAbsent',
  sealing: 'together',
  afterSealing: 'readAgain',
  cursor: 'contiguous',
  readOrder: 'metaFirst',
};
