import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { SessionSummary } from '../../client/core/index.ts';
import { useChatClient, useHandle } from '../../client/react/index.ts';
import { Notice } from '../parts/notice.tsx';
import { sentenceOf } from '../parts/toast.tsx';
import { OpenChat } from './open-chat.tsx';

export interface ChatPaneProps {
  readonly sessionId: string;
  /** Where a link points at. */
  readonly messageId?: string | undefined;
}

/** An open session: its messages and where one writes. */
export const ChatPane = ({ sessionId, messageId }: ChatPaneProps): ReactElement | null => {
  const client = useChatClient();
  const { found, failure, again } = useFound(sessionId);
  const feed = useHandle(found?.id, () => {
    if (found === undefined) throw new Error('unable to open the session; it was not found yet');
    return client.session(found);
  });
  if (failure !== undefined) {
    return (
      <main className="nothing">
        <Notice kind="error" title="This conversation did not open" text={failure} action={['Try again', again]} />
      </main>
    );
  }
  if (found === undefined) {
    return (
      <main className="nothing">
        <Notice kind="loading" title="Opening…" />
      </main>
    );
  }
  return feed === undefined ? null : <OpenChat key={found.id} feed={feed} messageId={messageId} />;
};

interface Found {
  readonly found: SessionSummary | undefined;
  readonly failure: string | undefined;
  readonly again: () => void;
}

/** The session of an id as it was when it was found: in the list, or by asking. */
const useFound = (sessionId: string): Found => {
  const client = useChatClient();
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState(() => client.sessions.state.get().items.find(({ id }) => id === sessionId));
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const isFound = found !== undefined;
  useEffect(() => {
    if (isFound) return undefined;
    let isWanted = true;
    client.findSession(sessionId).then(
      (session) => {
        if (isWanted) setFound(session);
      },
      (cause: unknown) => {
        if (isWanted) setFailure(sentenceOf(cause));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [client, sessionId, isFound, attempt]);
  const again = (): void => {
    setFailure(undefined);
    setAttempt((before) => before + 1);
  };
  return { found, failure, again };
};
