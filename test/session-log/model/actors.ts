/** The step machines under one roof, and how a scenario names them. */
import type { Judgement, ReaderState } from './reader.ts';
import { readerSteps } from './reader.ts';
import type { Rules } from './rules.ts';
import type { Store } from './store.ts';
import type { Step, WriterState } from './writer.ts';
import { hasStopped, writerSteps } from './writer.ts';

export type ActorState = WriterState | ReaderState;

export function actorSteps(
  rules: Rules,
  store: Store,
  actor: ActorState,
  judgement: Judgement,
): readonly Step<ActorState>[] {
  return actor.role === 'writer' ? writerSteps(rules, store, actor) : readerSteps(rules, store, actor, judgement);
}

export const mayStillWrite = (actor: ActorState): boolean => actor.role === 'writer' && !hasStopped(actor);

type WriterTraits = Partial<Pick<WriterState, 'is' | 'mayCrash' | 'mayResend' | 'roundsLeft'>>;

/** A writer of one message under clientMessageId `id`; without traits it lives, is heard, and has the three rounds. */
export const aWriter = (name: string, id: string, traits: WriterTraits = {}): WriterState => ({
  role: 'writer',
  name,
  id,
  is: 'MESSAGE',
  mayCrash: false,
  mayResend: false,
  roundsLeft: 3,
  ...traits,
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
