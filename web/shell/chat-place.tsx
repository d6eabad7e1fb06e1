import { lazy, Suspense, useEffect } from 'react';
import type { ReactElement } from 'react';
import { Boundary } from '../parts/boundary.tsx';
import { Notice } from '../parts/notice.tsx';
import { DemoOffer } from './demo-offer.tsx';
import type { Route } from './route.ts';

const loadChat = () => import('../chat/chat-pane.tsx');
const ChatPane = lazy(async () => ({ default: (await loadChat()).ChatPane }));

/** The open session. What shows it is loaded beside the list, so that it is there when one is chosen. */
export const ChatPlace = ({ route }: { readonly route: Route }): ReactElement => {
  // Where it does not come now, it is asked for again, and missed, when a session is opened.
  useEffect(() => void loadChat().catch(() => undefined), []);
  if (route.kind !== 'session') {
    return (
      <main className="nothing">
        <h1 className="visually-hidden">Parley</h1>
        <div className="nothing-text">
          <Notice kind="empty" title="No conversation open" text="Choose one from the list, or start a new one." />
          <DemoOffer />
        </div>
      </main>
    );
  }
  return (
    <Boundary key={route.sessionId}>
      <Suspense fallback={<main className="chat" aria-busy="true" />}>
        <ChatPane sessionId={route.sessionId} messageId={route.messageId} />
      </Suspense>
    </Boundary>
  );
};
