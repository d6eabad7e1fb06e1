/** How a message takes its file where that is stored: the resolver and the service write the same. A leaf in the APPSYNC_JS subset. */
import { FileState } from '../../../domain/vocabulary/files.ts';
import type { AttachmentState } from '../../../domain/vocabulary/messages.ts';

const { REQUESTED, UPLOADED, SCANNING, CLEAN } = FileState;

/**
 * The file goes with the message at `seq`, if it is as that shows it and goes with no other. Whoever saves the file at the
 * same time finds its version moved on.
 */
export const fileTaken = (shown: AttachmentState, seq: number, clientMessageId: string) => {
  const states =
    shown === 'CLEAN' ? { ':clean': CLEAN } : { ':requested': REQUESTED, ':uploaded': UPLOADED, ':scanning': SCANNING };
  return {
    update: {
      expression: 'SET attachedSeq = :seq, attachedAs = :as, #version = #version + :one',
      names: { '#version': 'version' },
      values: { ':seq': seq, ':as': clientMessageId, ':one': 1 },
    },
    condition: {
      expression: `attribute_not_exists(attachedSeq) AND #state IN (${Object.keys(states).join(', ')})`,
      names: { '#state': 'state' },
      values: { ...states },
    },
  };
};

/** The file of a recording goes with the entry at `seq` that tells of it. */
export const recordingTold = (seq: number) => ({
  UpdateExpression: 'SET attachedSeq = :seq, #version = #version + :one',
  ConditionExpression: 'attribute_exists(recordedAs)',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':seq': seq, ':one': 1 },
});
