import type { FileNote } from '../../application/ports/file-work.ts';
import type { RefusedLessonEvent } from './handle-lesson-event.ts';

/** One line of JSON, as the other lines of a function's log are. */
const report = (event: string, fields: object): void => {
  process.stdout.write(`${JSON.stringify({ level: 'WARN', event, ...fields })}\n`);
};

export const reportRefusedLesson = (refused: RefusedLessonEvent): void => report('lesson-event.refused', refused);

/** What subscribers were not told: the operation, the position and why; nothing of what was said, and no user. */
export const reportUndelivered = (undelivered: object): void => report('live-delivery.failed', undelivered);

/** What a reader of the stream put aside: where it stands, and the name of the error. */
export const reportOfStream = (event: string, fields: object): void => report(event, fields);

/** What became of a file that operators are to know of: an id, and why. */
export const reportFile = ({ event, ...fields }: FileNote): void => report(event, fields);

/** What was not sent: the provider's words; no token, no address, no text. */
export const reportNotSent = (event: string, fields: object): void => report(event, fields);

/** Someone's presence does not show that they are in a call, or are not any more: why. */
export const reportNotShown = (failure: { readonly why: string }): void => report('call.not-shown', failure);

/** Someone whom a moderator removed may still be in a call's channel: why. */
export const reportNotExpelled = (failure: { readonly why: string }): void => report('call.not-expelled', failure);
