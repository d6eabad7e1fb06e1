import { useState } from 'react';
import type { ReactElement } from 'react';
import { useChatClient, useSelector } from '../../client/react/index.ts';
import { useToast } from '../parts/toast.tsx';
import { useApi } from './api-context.tsx';
import { useMe } from './identity-context.tsx';

/** For whoever has no conversations yet: some to look at. Only where anyone may be anyone, on the local stage. */
export const DemoOffer = (): ReactElement | null => {
  const client = useChatClient();
  const api = useApi();
  const me = useMe();
  const { attempt } = useToast();
  const [isBusy, setBusy] = useState(false);
  const isEmpty = useSelector(client.sessions.state, ({ status, items }) => status === 'ready' && items.length === 0);
  if (!isEmpty && !isBusy) return null;
  const fill = async (): Promise<void> => {
    setBusy(true);
    await attempt(async () => {
      const { fillWithDemo } = await import('./demo/fill.ts');
      await fillWithDemo(me, api, async () => {
        await client.sessions.refresh();
        setBusy(false);
      });
    });
    setBusy(false);
  };
  return (
    <button type="button" className="primary demo-offer" disabled={isBusy} onClick={() => void fill()}>
      {isBusy ? 'Filling…' : 'Fill with a demo'}
    </button>
  );
};
