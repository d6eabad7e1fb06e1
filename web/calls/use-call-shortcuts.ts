import type { Call } from '../../client/core/index.ts';
import { useEvent } from '../parts/use-event.ts';
import { isShortcut } from '../shell/shortcuts.ts';
import type { ShortcutName } from '../shell/shortcuts.ts';
import type { CallActions } from './use-call-actions.ts';

/** The keys of a call, wherever one is in the app. */
export const useCallShortcuts = (call: Call, { microphone, camera, screen, hand, hangUp }: CallActions): void => {
  const handlers: readonly (readonly [ShortcutName, () => void])[] = [
    ['callMicrophone', microphone],
    ['callCamera', camera],
    ['callScreen', screen],
    ['callHand', hand],
    ['callHangUp', hangUp],
  ];
  useEvent(window, 'keydown', (event) => {
    // Where something is selected in the field, its keys are the field's.
    if (
      !(event instanceof KeyboardEvent) ||
      event.defaultPrevented ||
      event.repeat ||
      call.state.get().phase === 'over'
    )
      return;
    const [, run] = handlers.find(([name]) => isShortcut(name, event)) ?? [];
    if (run === undefined) return;
    event.preventDefault();
    run();
  });
};
