import { useId } from 'react';
import type { ReactElement } from 'react';
import { useChatClient } from '../../client/react/index.ts';
import { askForLeave, setBrowserWishes, useBrowserWishes, useIsPushedTo, useLeave } from './browser-notices.ts';
import { Check } from './check.tsx';

/** Notifications of this browser: asked for on a click, with a word on how to allow them where they were denied. */
export const BrowserNotices = (): ReactElement => {
  const id = useId();
  const leave = useLeave();
  const wishes = useBrowserWishes();
  const isOn = leave === 'granted' && wishes.isOn;
  const isPushed = useIsPushedTo(useChatClient().userId);
  const turn = (next: boolean): void => {
    if (next) void askForLeave();
    else setBrowserWishes({ ...wishes, isOn: false });
  };
  return (
    <section aria-labelledby={`${id}here`}>
      <h3 id={`${id}here`}>In this browser</h3>
      <Check
        label="Notify me while I look at something else"
        isOn={isOn}
        disabled={leave === 'none' || leave === 'denied'}
        onChange={turn}
      />
      <Check
        label="With a sound"
        isOn={wishes.hasSound}
        disabled={!isOn}
        onChange={(hasSound) => setBrowserWishes({ ...wishes, hasSound })}
      />
      {isOn && (
        <p className="help" role="status">
          {isPushed
            ? 'You are notified also while no tab of Parley is open.'
            : 'You are notified while a tab of Parley is open.'}
        </p>
      )}
      {leave === 'denied' && (
        <p className="help" role="status">
          Your browser blocks notifications of this page. Open its site settings – the sign beside the address –, allow
          notifications, and load the page again.
        </p>
      )}
      {leave === 'none' && (
        <p className="help" role="status">
          This browser shows no notifications. What is new is still counted in the title.
        </p>
      )}
    </section>
  );
};
