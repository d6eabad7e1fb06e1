import { util } from '@aws-appsync/utils';
import type { PinAttributes, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import type { Opened } from '../functions/readSession.ts';

/** A session's pins on their way to being shown: [readSession, readPins, readRelated, readRelated]. */
export interface Pinned extends Opened {
  slots?: readonly SlotItem[];
  related?: readonly SlotItem[];
}

/** Those whose time is not over, newest first. All times are ISO 8601 in UTC, which sort as text. */
export const standingPins = ({ detail }: Pinned): readonly PinAttributes[] => {
  const now = util.time.nowISO8601();
  return (detail.pins ?? []).filter(({ until }) => until === null || until > now);
};
