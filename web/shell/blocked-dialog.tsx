import { useEffect, useEffectEvent, useState } from 'react';
import type { ReactElement } from 'react';
import type { ChatClient } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';
import { briefOf } from '../dates.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { HiddenText } from '../parts/hidden-text.tsx';
import { Notice } from '../parts/notice.tsx';
import { sentenceOf, ToastProvider, useToast } from '../parts/toast.tsx';
import { useNameOf } from '../use-name-of.ts';

type Blocked = Awaited<ReturnType<ChatClient['blockedUsers']>>;

/** Whom one does not want to hear of, and the way back. */
export const BlockedDialog = ({ onClose }: { readonly onClose: () => void }): ReactElement => (
  <Dialog title="Blocked people" onClose={onClose}>
    <ToastProvider>
      <BlockedList />
    </ToastProvider>
  </Dialog>
);

const BlockedList = (): ReactElement => {
  const nameOf = useNameOf();
  const client = useChatClient();
  const { attempt } = useToast();
  const [blocked, setBlocked] = useState<Blocked | undefined>(undefined);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const read = async (): Promise<void> => {
    setProblem(undefined);
    try {
      setBlocked(await client.blockedUsers());
    } catch (cause) {
      setProblem(sentenceOf(cause));
    }
  };
  const begin = useEffectEvent(read);
  useEffect(() => void begin(), []);
  if (problem !== undefined) {
    return (
      <Notice kind="error" title="The list did not load" text={problem} action={['Try again', () => void read()]} />
    );
  }
  if (blocked === undefined) return <Notice kind="loading" title="Loading…" />;
  if (blocked.length === 0) {
    const text = 'Whoever you block cannot write to you directly, and you see nothing of what they say.';
    return <Notice kind="empty" title="You block nobody" text={text} />;
  }
  const unblock = async (userId: string): Promise<void> => {
    await client.unblock(userId);
    setBlocked((before) => before?.filter((each) => each.userId !== userId));
  };
  return (
    <ul className="members" role="list">
      {blocked.map(({ userId, blockedAt }) => (
        <li key={userId} className="member">
          <Avatar id={userId} name={nameOf(userId)} />
          <div className="member-text">
            <span className="person-name">{nameOf(userId)}</span>
            <span className="muted">since {briefOf(Date.parse(blockedAt), Date.now())}</span>
          </div>
          <button type="button" className="quiet" onClick={() => void attempt(() => unblock(userId))}>
            Unblock
            <HiddenText>{` ${nameOf(userId)}`}</HiddenText>
          </button>
        </li>
      ))}
    </ul>
  );
};
