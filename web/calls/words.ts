import type { CallEnding, CallQualityLevel, CaptureError } from '../../client/core/index.ts';

/** 4:07, or 1:04:07. */
export const clockOf = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours === 0 ? `${minutes}:${two(rest)}` : `${hours}:${two(minutes)}:${two(rest)}`;
};

const endings: Readonly<Record<CallEnding, string>> = {
  'hung-up': 'You left the call',
  elsewhere: 'You left the call on another device',
  moved: 'The call goes on where you joined it last',
  removed: 'You were removed from the call',
  ended: 'The call is over',
  declined: 'The call was declined',
  unanswered: 'Nobody answered',
  failed: 'The call broke off',
};

export const endingWord = (ending: CallEnding, seconds: number | undefined): string =>
  seconds === undefined ? endings[ending] : `${endings[ending]} · ${clockOf(seconds)}`;

export const qualityWords: Readonly<Record<CallQualityLevel, string>> = {
  unknown: 'Connection not measured yet',
  good: 'Good connection',
  fair: 'Fair connection',
  poor: 'Poor connection',
};

const deviceWords = { microphone: 'microphone', camera: 'camera', screen: 'screen' } as const;

/** What went wrong with a device, and what can be done about it. */
export const problemOf = ({ role, why }: CaptureError): { readonly title: string; readonly help: string } => {
  const device = deviceWords[role];
  switch (why) {
    case 'denied':
      return role === 'screen'
        ? { title: 'Your screen is not shared', help: 'You chose nothing to share, or your system does not allow it.' }
        : {
            title: `Parley may not use your ${device}`,
            help: `Press the icon beside the address of this page, allow the ${device}, and try again. On a Mac or Windows, the browser itself must be allowed to use it in the system's privacy settings, too.`,
          };
    case 'missing':
      return { title: `No ${device} was found`, help: `Connect one and try again, or go on without.` };
    case 'busy':
      return {
        title: `Your ${device} is in use`,
        help: 'Another program or tab holds it. Close that one, and try again.',
      };
    case 'failed':
      return { title: `Your ${device} could not be opened`, help: 'Try again, or choose another device.' };
  }
};
