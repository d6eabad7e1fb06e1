/** The step machines under one roof, and how a scenario names them. */
import type { RemoverState } from './remover.ts';
import { hasRemoved, removerSteps } from './remover.ts';
import type { Judgement, ReaderState } from './reader.ts';
import { readerSteps } from './reader.ts';
import type { Rules } from './rules.ts';
import type { Store } from './store.ts';
import type { Step, WriterState } from './writer.ts';
import { hasStopped, writerSteps } from './writer.ts';

export type ActorState = WriterState | ReaderState | RemoverState;

export function actorSteps(
  rules: Rules,
  store: Store,
  actor: ActorState,
  judgement: Judgement,
): readonly Step<ActorState>[] {
  switch (actor.role) {
    case 'writer':
      return writerSteps(rules, store, actor);
    case 'reader':
      return readerSteps(rules, store, actor, judgement);
    case 'remover':
      return removerSteps(store, actor);
  }
}

export const mayStillWrite = (actor: ActorState): boolean =>
  (actor.role === 'writer' && !hasStopped(actor)) || (actor.role === 'remover' && !hasRemoved(actor));

type WriterTraits = Partial<Pick<WriterState, 'is' | 'mayCrash' | 'mayResend' | 'roundsLeft' | 'mayLoseRight'>>;

/** A writer of one message under clientMessageId `id`; without traits it lives, is heard, stays a member, and has the two rounds. */
export const aWriter = (name: string, id: string, traits: WriterTraits = {}): WriterState => ({
  role: 'writer',
  name,
  id,
  is: 'MESSAGE',
  mayCrash: false,
  mayResend: false,
  roundsLeft: 2,
  mayLoseRight: false,
  seen: 0,
  ...traits,
  progress: { at: 'start' },
});

/** Someone who ends the membership of the writer `whom`. */
export const aRemover = (name: string, whom: string): RemoverState => ({
  role: 'remover',
  name,
  whom,
  roundsLeft: 2,
  progress: { at: 'start' },
});

/** A reader at the beginning of the log, with pages of `limit` items, that will read `reads` times. */
export const aReader = (name: string, limit: number, reads: number): ReaderState => ({
  role: 'reader',
  name,
  limit,
  readsLeft: reads,
  cursor: 0,
  log: [],
  progress: { at: 'start' },
});
