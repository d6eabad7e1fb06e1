import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { ChatError } from '../../client/core/index.ts';
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

/** What a lost network or a busy server refused is asked for again after so long, in milliseconds, without a press. */
const askAgainMs = 2_000;

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
    let timer: ReturnType<typeof setTimeout> | undefined;
    client.findSession(sessionId).then(
      (session) => {
        if (!isWanted) return;
        setFailure(undefined);
        setFound(session);
      },
      (cause: unknown) => {
        if (!isWanted) return;
        setFailure(sentenceOf(cause));
        if (!(cause instanceof ChatError) || !cause.retryable) return;
        timer = setTimeout(() => setAttempt((before) => before + 1), askAgainMs);
      },
    );
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, sessionId, isFound, attempt]);
  const again = (): void => {
    setFailure(undefined);
    setAttempt((before) => before + 1);
  };
  return { found, failure, again };
};
