/**
 * The protocol's rules, each as a named choice. `theProtocol` is what Parley does; every other value is a mistake that
 * someone could make, kept here so that the checker can prove that it would notice.
 */
export interface Rules {
  /** The put of SLOT(n) in the writer's transaction. */
  readonly slotPut: 'ifAbsent' | 'always';
  /** When CLAIM is examined and written. */
  readonly claim: 'inTransaction' | 'afterTheSlot' | 'lookedUpBefore';
  /** The position that a retry is answered with. */
  readonly retryAnswers: 'claimedSeq' | 'ownSeq';
  /** What a writer does that finds its position sealed. */
  readonly whenVoided: 'reserveAgain' | 'acknowledge';
  /** How a hole is sealed. */
  readonly seal: 'ifAbsent' | 'always' | 'never';
  /** What a reader takes the slot for after its seal lost the race. */
  readonly afterLostSeal: 'lookAgain' | 'assumeVoid';
  /** Where a read moves the cursor. `contiguous` stops at the first hole and at META's lastSeq as that read saw it. */
  readonly cursor: 'contiguous' | 'contiguousUncapped' | 'greatestSeen' | 'lastSeq';
  /** Which of the two reads comes first; they are never atomic with each other. */
  readonly readOrder: 'metaFirst' | 'slotsFirst';
  /** Who sets the preview back when its position turns out VOID. */
  readonly preview:
    /** Any reader whose cursor is about to pass that position, before it answers. */
    | 'repairedInPassing'
    /** Only the reader whose own put sealed that position. */
    | 'repairedBySealer'
    /** Only the reader that tried to seal that position, whether or not its put won. */
    | 'repairedByWhoeverTried'
    /** As `repairedInPassing`; and a retry that seals its own position restores what META kept as `previewBefore`. */
    | 'restoredFromMeta'
    /** Any reader that sees it, also when an earlier position is still open. */
    | 'repairedAcrossHoles'
    /** As `repairedInPassing`, without the condition that META still shows that position. */
    | 'repairedUnconditionally'
    | 'neverRepaired';
}

export const theProtocol: Rules = {
  slotPut: 'ifAbsent',
  claim: 'inTransaction',
  retryAnswers: 'claimedSeq',
  whenVoided: 'reserveAgain',
  seal: 'ifAbsent',
  afterLostSeal: 'lookAgain',
  cursor: 'contiguous',
  readOrder: 'metaFirst',
  preview: 'repairedInPassing',
};
