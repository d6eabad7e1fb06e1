import { useState } from 'react';
import type { ReactElement } from 'react';
import { fullTimeOf } from '../dates.ts';
import { useNameOf } from '../use-name-of.ts';
import { AskedList } from './asked-list.tsx';
import { PersonLine } from './person-line.tsx';
import { useAsked } from './use-asked.ts';
import { useRoom } from './use-room.ts';
import { whyNot } from './words.ts';

/** Who was told the author of which anonymous message. */
export const AuditSection = (): ReactElement => {
  const { session, may } = useRoom();
  return may('READ_AUDIT') ? <Audit /> : <p className="muted">{whyNot(session, 'READ_AUDIT')}</p>;
};

const Audit = (): ReactElement => {
  const nameOf = useNameOf();
  const { admin, attempt } = useRoom();
  const [older, setOlder] = useState<Awaited<ReturnType<typeof admin.auditLog>> | undefined>(undefined);
  const [asked, again] = useAsked(() => admin.auditLog());
  const last = older ?? asked.value;
  const items = [...(asked.value?.items ?? []), ...(older?.items ?? [])];
  const more = (): Promise<boolean> =>
    attempt(async () => {
      const next = await admin.auditLog(last?.endCursor ?? undefined);
      setOlder((before) => ({ ...next, items: [...(before?.items ?? []), ...next.items] }));
    });
  return (
    <>
      <p className="muted">Every time somebody looks up who wrote an anonymous message, it is written down here.</p>
      <AskedList
        asked={asked.status === 'ready' ? { ...asked, value: items } : { ...asked, value: undefined }}
        again={again}
        label="Audit log"
        empty="Nobody was looked up so far."
        row={({ moderatorId, messageId, senderId, at }) => (
          <PersonLine
            key={`${messageId} ${moderatorId} ${at}`}
            userId={moderatorId}
            about={[`was told that ${nameOf(senderId)} wrote a message`, fullTimeOf(Date.parse(at))]}
          />
        )}
      />
      {last?.hasNextPage === true && (
        <button type="button" className="quiet" onClick={() => void more()}>
          Show more
        </button>
      )}
    </>
  );
};
