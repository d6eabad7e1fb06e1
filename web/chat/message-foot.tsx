import type { ReactElement } from 'react';
import type { FeedRow } from '../../client/core/index.ts';
import { fullTimeOf, timeOf } from '../dates.ts';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icon.tsx';

type Progress = FeedRow['progress']['state'];

const progressOf: Readonly<Record<Progress, { readonly icon: IconName; readonly label: string } | undefined>> = {
  received: undefined,
  queued: { icon: 'clock', label: 'Sending' },
  sent: { icon: 'check', label: 'Sent' },
  delivered: { icon: 'checks', label: 'Delivered' },
  read: { icon: 'checks', label: 'Read' },
  failed: { icon: 'warning', label: 'Not sent' },
};

/** When a message was sent, what became of it since, and how far an own one got. */
export const MessageFoot = ({ row }: { readonly row: FeedRow }): ReactElement => {
  const marks = [row.isAnonymous ? 'anonymous' : '', row.isEdited ? 'edited' : ''];
  const progress = row.own ? progressOf[row.progress.state] : undefined;
  return (
    <div className="foot">
      <span className="foot-mark">{marks.filter((part) => part !== '').join(' · ')}</span>
      <time dateTime={new Date(row.at).toISOString()} title={fullTimeOf(row.at)}>
        {timeOf(row.at)}
      </time>
      <span className="progress">
        {progress !== undefined && (
          <>
            <Icon name={progress.icon} />
            {progress.label}
          </>
        )}
      </span>
    </div>
  );
};
