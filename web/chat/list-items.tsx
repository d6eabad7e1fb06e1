import { memo } from 'react';
import type { ReactElement } from 'react';
import type { FeedRow } from '../../client/core/index.ts';
import { dayOf } from '../dates.ts';
import { lazily } from '../parts/lazily.tsx';
import { MessageRow } from './message-row.tsx';
import { useOpenSession } from './open-session-context.tsx';
import type { ListItem } from './placing.ts';
import { systemSentenceOf } from './system-sentence.ts';
import { useNameOf } from '../use-name-of.ts';

const RecordedFilms = lazily(async () => (await import('../calls/recorded-films.tsx')).RecordedFilms);
const stays = (): undefined => undefined;

export interface ListItemsProps {
  readonly items: readonly ListItem[];
  /** The message that Tab comes to; none: the last. */
  readonly currentKey: string | undefined;
  /** The message that was jumped to a moment ago. */
  readonly foundKey: string | undefined;
}

/** What a list of messages is made of, top to bottom. */
export const ListItems = ({ items, currentKey, foundKey }: ListItemsProps): ReactElement => {
  const stops = items.filter(({ kind }) => kind === 'message' || kind === 'system');
  const stop = stops.some(({ key }) => key === currentKey) ? currentKey : stops.at(-1)?.key;
  return (
    <>
      {items.map((item) => {
        if (item.kind === 'day') return <Day key={item.key} at={item.at} />;
        if (item.kind === 'unread') return <Unread key={item.key} />;
        const isCurrent = item.key === stop;
        if (item.kind === 'system') return <SystemLine key={item.key} row={item.row} isCurrent={isCurrent} />;
        const { row, first, last } = item.placed;
        return (
          <MessageRow
            key={item.key}
            row={row}
            first={first}
            last={last}
            isCurrent={isCurrent}
            isFound={item.key === foundKey}
          />
        );
      })}
    </>
  );
};

const Day = ({ at }: { readonly at: number }): ReactElement => (
  <li className="day">
    <span>{dayOf(at, Date.now())}</span>
  </li>
);

const Unread = (): ReactElement => (
  <li className="unread">
    <span>New messages</span>
  </li>
);

interface SystemLineProps {
  readonly row: FeedRow;
  readonly isCurrent: boolean;
}

const SystemLine = memo(({ row, isCurrent }: SystemLineProps): ReactElement => {
  const nameOf = useNameOf();
  const { client } = useOpenSession();
  const films = row.content?.system?.call?.fileIds ?? [];
  return (
    <li
      className="system"
      data-key={row.key}
      data-event={row.content?.system?.event}
      dir="auto"
      tabIndex={isCurrent ? 0 : -1}
    >
      {systemSentenceOf(row, client.userId, nameOf)}
      {films.length > 0 && <RecordedFilms fileIds={films} onClose={stays} />}
    </li>
  );
});
SystemLine.displayName = 'SystemLine';
