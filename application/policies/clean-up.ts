import { parseSeq } from '../../domain/shared/ids.ts';
import type { Seq } from '../../domain/shared/ids.ts';
import type { JobWorker } from '../ports/job-queue.ts';
import { deliveredEvent } from './bus-events.ts';

export interface ReleasedFile {
  readonly fileId: string;
  /** The position of the message that had it. */
  readonly seq: Seq;
}

export interface CleanUpDependencies {
  /** `removeObjectsWhenMessageDeleted`. */
  readonly removeObjects: (file: ReleasedFile) => Promise<void>;
}

/** Removes what nobody can reach any more, when the bus says so. */
export const cleanUp = ({ removeObjects }: CleanUpDependencies): JobWorker<ReleasedFile> => ({
  name: 'clean-up',
  parse: releasedFile,
  async work(file) {
    await removeObjects(file);
    return { kind: 'done' };
  },
});

function releasedFile(body: unknown): ReleasedFile | undefined {
  const event = deliveredEvent(body);
  if (event?.type !== 'AttachmentReleased') return undefined;
  const { fileId, seq } = event.facts;
  const at = typeof seq === 'number' ? parseSeq(seq) : undefined;
  return typeof fileId !== 'string' || at === undefined ? undefined : { fileId, seq: at };
}
