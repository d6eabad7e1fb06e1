import type { ReactElement } from 'react';
import type { Call } from '../../client/core/index.ts';
import { useCall } from '../../client/react/index.ts';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icon.tsx';
import { capsOf, shortcuts } from '../shell/shortcuts.ts';
import type { ShortcutName } from '../shell/shortcuts.ts';
import type { CallActions } from './use-call-actions.ts';

export interface CallBarProps {
  readonly call: Call;
  readonly actions: CallActions;
  readonly onPeople: () => void;
  readonly onDevices: () => void;
}

/** What one does in a call. */
export const CallBar = ({ call, actions, onPeople, onDevices }: CallBarProps): ReactElement => {
  const { own, sharer, members } = useCall(call);
  const isTaken = sharer !== undefined && !own.screen;
  return (
    <div className="call-bar" role="toolbar" aria-label="Call controls">
      <Control
        icon={own.microphone ? 'mic' : 'micOff'}
        label={own.microphone ? 'Mute' : 'Unmute'}
        shortcut="callMicrophone"
        isOff={!own.microphone}
        press={actions.microphone}
      />
      <Control
        icon={own.camera ? 'video' : 'videoOff'}
        label={own.camera ? 'Turn camera off' : 'Turn camera on'}
        shortcut="callCamera"
        isOff={!own.camera}
        press={actions.camera}
      />
      <Control
        icon="screen"
        label={own.screen ? 'Stop sharing' : isTaken ? 'Somebody else shares a screen' : 'Share your screen'}
        shortcut="callScreen"
        isOn={own.screen}
        isDisabled={isTaken}
        press={actions.screen}
      />
      <Control
        icon="hand"
        label={own.hand ? 'Lower your hand' : 'Raise your hand'}
        shortcut="callHand"
        isOn={own.hand}
        press={actions.hand}
      />
      <Control icon="people" label={`People in the call (${members.length})`} press={onPeople} />
      <Control icon="gear" label="Microphone and camera" press={onDevices} />
      <Control icon="hangUp" label="Hang up" shortcut="callHangUp" className="hang-up" press={actions.hangUp} />
    </div>
  );
};

interface ControlProps {
  readonly icon: IconName;
  readonly label: string;
  readonly shortcut?: ShortcutName;
  readonly className?: string;
  readonly isOn?: boolean;
  readonly isOff?: boolean;
  readonly isDisabled?: boolean;
  readonly press: () => void;
}

const Control = ({
  icon,
  label,
  shortcut,
  className = '',
  isOn = false,
  isOff = false,
  isDisabled = false,
  press,
}: ControlProps): ReactElement => {
  const [keys] = shortcut === undefined ? [] : shortcuts[shortcut].keys;
  const title = keys === undefined ? label : `${label} (${capsOf(keys).join('+')})`;
  return (
    <button
      type="button"
      className={`call-button ${className}`.trim()}
      aria-label={label}
      title={title}
      aria-keyshortcuts={keys?.replace('Mod', 'Control')}
      data-on={isOn}
      data-off={isOff}
      disabled={isDisabled}
      onClick={press}
    >
      <Icon name={icon} />
    </button>
  );
};
