import type { LogEntry, MutationPublishMessageUpdateArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { answerEntry, type Pointed } from './lib/entry.ts';
import { pointAt } from './lib/publishing.ts';
import { refuseMessage } from './lib/refuse.ts';

/** What is told is what the log holds: its caller names a position, and nothing else (docs/adr/0017). */
export const request = (ctx: Ctx<Pointed, unknown, MutationPublishMessageUpdateArgs>) =>
  pointAt(ctx, 'publish the change');

export const response = (ctx: Ctx<Pointed>): LogEntry | null =>
  ctx.stash.slots?.[0]?.entry === 'MESSAGE_CHANGED' ? answerEntry(ctx) : refuseMessage(ctx.stash.doing);
