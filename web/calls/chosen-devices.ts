import type { Devices } from '../../client/core/index.ts';

const key = 'parley.callDevices';

/** The devices that this browser's person chose last; those that are gone are the browser's to replace. */
export const chosenDevices = (): Devices => {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return { ...idAt(held, 'microphone'), ...idAt(held, 'camera') };
  } catch {
    return {};
  }
};

export const chooseDevices = (devices: Devices): void => {
  localStorage.setItem(key, JSON.stringify({ ...chosenDevices(), ...devices }));
};

const idAt = (held: unknown, role: 'microphone' | 'camera'): Devices => {
  const id: unknown = typeof held === 'object' && held !== null ? Reflect.get(held, role) : undefined;
  return typeof id === 'string' ? { [role]: id } : {};
};
