/**
 * Whoever takes a member's right away: a change of the session, as the chat service makes it. What it rests on does not
 * change here, so that nothing but its position can be lost.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> reserve
 *   reserve --> commit: n = lastSeq + 1
 *   commit --> done: SLOT(n) put, the right gone, accessVersion + 1, in one transaction
 *   commit --> reserve: SLOT(n) is VOID, rounds left
 *   commit --> refused: SLOT(n) is VOID, no round left
 * ```
 */
import type { Slot, Store } from './store.ts';
import { reserve, slotAt, withoutRight, withSlot } from './store.ts';
import type { Step } from './writer.ts';

export interface RemoverState {
  readonly role: 'remover';
  readonly name: string;
  /** Who loses the right to write. */
  readonly whom: string;
  readonly roundsLeft: number;
  readonly progress:
    | { readonly at: 'start' }
    | { readonly at: 'commit'; readonly seq: number }
    | { readonly at: 'done' }
    | { readonly at: 'refused' };
}

export const hasRemoved = ({ progress }: RemoverState): boolean => progress.at === 'done' || progress.at === 'refused';

export function removerSteps(store: Store, remover: RemoverState): readonly Step<RemoverState>[] {
  const { progress, whom, roundsLeft } = remover;
  switch (progress.at) {
    case 'start': {
      const reserved = reserve(store);
      const seq = reserved.lastSeq;
      return [{ did: `reserves ${seq}`, store: reserved, actor: { ...remover, progress: { at: 'commit', seq } } }];
    }
    case 'commit': {
      const { seq } = progress;
      if (slotAt(store, seq).kind !== 'ABSENT') {
        const next = roundsLeft > 1 ? ({ at: 'start' } as const) : ({ at: 'refused' } as const);
        const actor = { ...remover, roundsLeft: roundsLeft - 1, progress: next };
        return [{ did: `is refused ${seq}: the slot is taken`, store, actor }];
      }
      const told: Slot = { kind: 'ENTRY', is: 'CHANGE', id: `${whom} removed`, by: remover.name };
      const committed = withoutRight(withSlot(store, seq, told), whom);
      return [{ did: `removes ${whom} at ${seq}`, store: committed, actor: { ...remover, progress: { at: 'done' } } }];
    }
    case 'done':
    case 'refused':
      return [];
  }
}
