import { useEffect, useEffectEvent, useId, useState } from 'react';
import type { ReactElement } from 'react';
import type { NotificationSettings } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';
import { Notice } from '../parts/notice.tsx';
import { sentenceOf, useToast } from '../parts/toast.tsx';
import { BrowserNotices } from './browser-notices-part.tsx';
import { Check } from './check.tsx';
import { QuietHoursField } from './quiet-hours-field.tsx';
import { SessionLevels } from './session-levels.tsx';

type Change = Partial<NotificationSettings>;

/** How one wants to be notified: in this browser, on all devices, and of which conversations. */
export const NotificationSettingsForm = (): ReactElement => (
  <div className="notify-settings">
    <BrowserNotices />
    <Everywhere />
    <SessionLevels />
  </div>
);

const Everywhere = (): ReactElement => {
  const client = useChatClient();
  const { attempt } = useToast();
  const id = useId();
  const [held, setHeld] = useState<NotificationSettings | undefined>(undefined);
  /** Shown at once, until each was answered: the answer to one says nothing of those after it. */
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const read = async (): Promise<void> => {
    setProblem(undefined);
    try {
      setHeld(await client.notifications.settings());
    } catch (cause) {
      setProblem(sentenceOf(cause));
    }
  };
  const begin = useEffectEvent(read);
  useEffect(() => void begin(), []);
  if (problem !== undefined) {
    const again = ['Try again', () => void read()] as const;
    return <Notice kind="error" title="The settings did not load" text={problem} action={again} />;
  }
  if (held === undefined) return <Notice kind="loading" title="Loading…" />;
  const settings = changes.reduce<NotificationSettings>((before, next) => ({ ...before, ...next }), held);
  const change = (next: Change): void => {
    setChanges((before) => [...before, next]);
    void attempt(async () => setHeld(await client.notifications.updateSettings(next))).then(() => {
      setChanges((before) => before.filter((each) => each !== next));
    });
  };
  return (
    <section aria-labelledby={`${id}all`}>
      <h3 id={`${id}all`}>On all devices</h3>
      <Check
        label="Push notifications"
        isOn={settings.pushEnabled}
        onChange={(pushEnabled) => change({ pushEnabled })}
      />
      <Check
        label="E-mail while I am away"
        isOn={settings.emailEnabled}
        onChange={(emailEnabled) => change({ emailEnabled })}
      />
      <Check
        label="Say what was said"
        isOn={settings.showPreviews}
        onChange={(showPreviews) => change({ showPreviews })}
      />
      <Check
        label="Many messages at once: one notification"
        isOn={settings.digest}
        onChange={(digest) => change({ digest })}
      />
      <QuietHoursField hours={settings.quietHours} onChange={(quietHours) => change({ quietHours })} />
    </section>
  );
};
